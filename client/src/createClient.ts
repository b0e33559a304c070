import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  LanguageClient,
  TransportKind,
  type LanguageClientOptions,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { cursorPosition } from './cursor';
import { rustDocuments } from './documents';
import { clientCommands } from './clientCommands';

/** A client for the bundled server, not started yet. The server runs in the extension host's own Node. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const options: LanguageClientOptions = {
    documentSelector: rustDocuments,
    outputChannel: log,
    initializationOptions: { trusted: workspace.isTrusted, ...settings() },
    synchronize: { configurationSection: 'macroscope' },
    middleware: {
      // From the palette a command of the server's has no arguments: it is meant for the cursor.
      executeCommand: (command, args, next) => {
        const at: unknown = args[0] ?? cursorPosition(client);
        return at === undefined ? undefined : next(command, [at]);
      },
    },
  };
  const client = new LanguageClient(
    'macroscope',
    'Macroscope',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    options,
  );
  client.registerFeature(ownFeatures);
  return client;
}

/** Tells the server what this client understands besides the protocol, in the way that rust-analyzer documents. */
const ownFeatures: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const experimental = (capabilities.experimental ?? {}) as object;
    capabilities.experimental = {
      ...experimental,
      commands: { commands: clientCommands },
      serverStatusNotification: true,
    };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The user's settings under the names that the server reads from any editor. */
function settings(): object {
  const configuration = workspace.getConfiguration('macroscope');
  return {
    cargo: {
      features: configuration.get('cargo.features'),
      noDefaultFeatures: configuration.get('cargo.noDefaultFeatures'),
      cfgs: configuration.get('cargo.cfgs'),
      extraEnv: configuration.get('cargo.extraEnv'),
    },
    build: {
      enabled: configuration.get('build.enabled'),
      confine: configuration.get('build.confine'),
      offerToInstall: true,
    },
    cache: { memory: configuration.get('cache.memory'), disk: configuration.get('cache.disk') },
    cfg: { setTest: configuration.get('cfg.setTest') },
    codeLens: { enabled: configuration.get('codeLens.enabled') },
    limits: {
      seconds: configuration.get('limits.seconds'),
      instructions: configuration.get('limits.instructions'),
      memory: configuration.get('limits.memory'),
      steps: configuration.get('limits.steps'),
      tokens: configuration.get('limits.tokens'),
    },
    steps: { hide: configuration.get('steps.hide') },
    hover: { maximumLines: configuration.get('hover.maximumLines') },
  };
}
