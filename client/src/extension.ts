import { commands, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { TextPosition } from '../../server/src/features/serverContext';
import { compareCommands, compareExpansions, compareWithRevision, pinExpansion } from './compareExpansions';
import { createClient } from './createClient';
import { copyExpansion, documentCommands, showExpansion, stepCommands } from './showExpansion';
import { showReport } from './showReport';
import { showUses } from './showUses';
import { StatusItem } from './statusItem';
import { StepsView } from './stepsView';

/**
 * The extension's only state: the client of the running server. Everything that knows Rust is in the server, so that other editors
 * have it as well.
 */
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Macroscope', { log: true });
  const steps = new StepsView(() => client);
  const status = new StatusItem();
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
    commands.registerCommand('macroscope.restartServer', () => restart(context, log, status)),
    commands.registerCommand('macroscope.buildMacros', () => client?.sendRequest('macroscope/buildMacros')),
    // The size of the cache counts from the server's start; the other settings are told to it while it runs.
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('macroscope.cache')) void restart(context, log, status);
    }),
    // Trust decides whether cargo may run, and the server is told so when it starts.
    workspace.onDidGrantWorkspaceTrust(() => restart(context, log, status)),
  );
  await start(context, log, status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(context: ExtensionContext, log: LogOutputChannel, status: StatusItem): Promise<void> {
  client = createClient(context, log);
  status.follow(client);
  try {
    await client.start();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.error(`The server did not start: ${message}`);
    const choice = await window.showErrorMessage(`Macroscope's server did not start: ${message}`, 'Show Log');
    if (choice) log.show();
  }
}

async function restart(context: ExtensionContext, log: LogOutputChannel, status: StatusItem): Promise<void> {
  await client?.dispose();
  await start(context, log, status);
}
