import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, StaticFeature } from 'vscode-languageclient';
import { cursorPosition } from './cursor';
import { rustDocuments } from './documents';
import { clientCommands } from './clientCommands';
import { showSlowCommands } from './commandProgress';
import { savedPins } from './savedPins';

/** What clients have in common wherever the server runs. `client` gives the one that the options are for. */
export function clientOptions(
  context: ExtensionContext,
  log: LogOutputChannel,
  client: () => BaseLanguageClient,
): LanguageClientOptions {
  return {
    documentSelector: rustDocuments(),
    outputChannel: log,
    // Hovers lead to the whole expansion. Nothing that macros say becomes a link.
    markdown: { isTrusted: { enabledCommands: ['macroscope.showExpansion'] } },
    initializationOptions: () => initializationOptions(context),
    synchronize: { configurationSection: 'macroscope' },
    middleware: {
      sendRequest: showSlowCommands(client),
      // From the palette a command of the server's has no arguments: it is meant for the cursor.
      executeCommand: (command, args, next) => {
        const at: unknown = args[0] ?? cursorPosition(client());
        return at === undefined ? undefined : next(command, [at]);
      },
    },
  };
}

/** What the server is told when it starts, also when it starts again after it has ended by itself. */
export function initializationOptions({ workspaceState }: ExtensionContext): object {
  return { ...settings(), trusted: workspace.isTrusted, pinnedExpansions: savedPins(workspaceState) };
}

/** VS Code gives settings as proxies, which no message to a worker may hold. */
function plainData(values: object): object {
  return JSON.parse(JSON.stringify(values)) as object;
}

/** Tells the server what this client understands besides the protocol, in the way that rust-analyzer documents. */
export const ownFeatures: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const experimental = (capabilities.experimental ?? {}) as object;
    capabilities.experimental = {
      ...experimental,
      commands: { commands: clientCommands },
      commandLinks: true,
      serverStatusNotification: true,
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The user's settings, as the server is told them again when they change. It reads them under the same names from any editor. */
function settings(): object {
  const own = plainData(workspace.getConfiguration().get('macroscope', {})) as { readonly build?: object };
  return { ...own, build: { ...own.build, offerToInstall: true } };
}
