import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions, ownFeatures } from './clientOptions';

/** A client for the bundled server, not started yet. The server runs in the extension host's own Node. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const client: LanguageClient = new LanguageClient(
    'macroscope',
    'Macroscope',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    clientOptions(context, log, () => client),
  );
  client.registerFeature(ownFeatures);
  return client;
}
