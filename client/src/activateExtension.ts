import { commands, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';
import { compareCommands, compareExpansions, compareWithRevision, pinExpansion } from './compareExpansions';
import { copyExpansion, documentCommands, showExpansion, stepCommands } from './showExpansion';
import { showReport } from './showReport';
import { showUses } from './showUses';
import { StatusItem } from './statusItem';
import { StepsView } from './stepsView';

/** Makes a client for a server that it starts, not started yet. */
type CreateClient = (
  context: ExtensionContext,
  log: LogOutputChannel,
) => BaseLanguageClient | Promise<BaseLanguageClient>;

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
  const startClient = (): Promise<void> => start(createClient(context, log), log, status);
  const restart = async (): Promise<void> => {
    await client?.dispose();
    await startClient();
  };
  context.subscriptions.push(
    log,
    steps,
    status,
    ...documentCommands.map((command) =>
      commands.registerCommand(command, async (at?: TextPosition) => {
        await showExpansion(client, command, at);
        if (stepCommands.has(command)) await steps.open();
      }),
    ),
    ...compareCommands.map((command) =>
      commands.registerCommand(command, (at?: TextPosition) => compareExpansions(client, command, at)),
    ),
    commands.registerCommand('macroscope.pinExpansion', () => pinExpansion(client)),
    commands.registerCommand('macroscope.compareWithRevision', () => compareWithRevision(client)),
    commands.registerCommand('macroscope.copyExpansion', (at?: TextPosition) => copyExpansion(client, at)),
    commands.registerCommand('macroscope.showUses', (at?: TextPosition) => showUses(client, at)),
    commands.registerCommand('macroscope.showReport', () => showReport(client)),
    commands.registerCommand('macroscope.showLog', () => log.show()),
    commands.registerCommand('macroscope.restartServer', restart),
    commands.registerCommand('macroscope.buildMacros', () => client?.sendRequest('macroscope/buildMacros')),
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

async function start(
  created: ReturnType<CreateClient>,
  log: LogOutputChannel,
  status: StatusItem,
): Promise<void> {
  try {
    client = await created;
    status.follow(client);
    await client.start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(`The server did not start: ${message}`);
    const choice = await window.showErrorMessage(`Macroscope's server did not start: ${message}`, 'Show Log');
    if (choice) log.show();
  }
}
