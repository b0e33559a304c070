import {
  commands,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';
import { compareCommands, compareExpansions, compareWithRevision, pinExpansion } from './compareExpansions';
import { copyExpansion, documentCommands, showExpansion, stepCommands } from './showExpansion';
import { savePins } from './savedPins';
import { showReport } from './showReport';
import { showUses } from './showUses';
import { StatusItem } from './statusItem';
import { StepsView } from './stepsView';

/** Makes a client for a server that it starts, not started yet. */
type CreateClient = (context: ExtensionContext, log: LogOutputChannel) => BaseLanguageClient;

/**
 * The extension's only state: the client of the running server. Everything that knows Rust is in the server, so that other editors
 * have it as well.
 */
let client: BaseLanguageClient | undefined;

/** Activates the extension, wherever it runs: `createClient` decides where the server does. */
export async function activateExtension(
  context: ExtensionContext,
  createClient: CreateClient,
): Promise<void> {
  const log = window.createOutputChannel('Macroscope', { log: true });
  const steps = new StepsView(() => client);
  const status = new StatusItem();
  let starting: Promise<void> | undefined;
  const startClient = (): Promise<void> => {
    starting = start(createClient(context, log), log, (created) => {
      status.follow(created);
      savePins(context.workspaceState, created);
    });
    return starting;
  };
  const restart = async (): Promise<void> => {
    // One that did not start, or whose server has ended, cannot be stopped.
    await client?.dispose().catch((error: unknown) => log.info(String(error)));
    await startClient();
  };
  /** A command that is for the server waits for one that starts: in a browser that takes as long as reading the workspace. */
  const register = (command: string, run: (at?: TextPosition) => unknown): Disposable =>
    commands.registerCommand(command, async (at?: TextPosition) => {
      await starting;
      return run(at);
    });
  context.subscriptions.push(
    log,
    steps,
    status,
    ...documentCommands.map((command) =>
      register(command, async (at) => {
        await showExpansion(client, command, at);
        if (stepCommands.has(command)) await steps.open();
      }),
    ),
    ...compareCommands.map((command) => register(command, (at) => compareExpansions(client, command, at))),
    register('macroscope.pinExpansion', () => pinExpansion(client)),
    register('macroscope.compareWithRevision', () => compareWithRevision(client)),
    register('macroscope.copyExpansion', (at) => copyExpansion(client, at)),
    register('macroscope.showUses', (at) => showUses(client, at)),
    register('macroscope.showReport', () => showReport(client)),
    register('macroscope.buildMacros', () => client?.sendRequest('macroscope/buildMacros')),
    commands.registerCommand('macroscope.showLog', () => log.show()),
    commands.registerCommand('macroscope.restartServer', restart),
    // The size of the cache counts from the server's start; the other settings are told to it while it runs.
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('macroscope.cache')) void restart();
    }),
    // Trust decides whether cargo may run, and the server is told so when it starts.
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  await startClient();
}

export async function deactivateExtension(): Promise<void> {
  await client?.stop();
}

/** `follow`: listens to a client that is not started yet. */
async function start(
  created: ReturnType<CreateClient>,
  log: LogOutputChannel,
  follow: (client: BaseLanguageClient) => void,
): Promise<void> {
  try {
    client = created;
    follow(client);
    await client.start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(`The server did not start: ${message}`);
    const choice = await window.showErrorMessage(`Macroscope's server did not start: ${message}`, 'Show Log');
    if (choice) log.show();
  }
}
