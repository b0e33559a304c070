import { workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';

/** A client for the bundled server, not started yet. The server runs in the extension host's own Node. */
export function createClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const options: LanguageClientOptions = {
    documentSelector: [{ language: 'rust', scheme: 'file' }],
    outputChannel: log,
    initializationOptions: { trusted: workspace.isTrusted, ...settings() },
    synchronize: { configurationSection: 'macroscope' },
  };
  return new LanguageClient(
    'macroscope',
    'Macroscope',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    options,
  );
}

/** The user's settings under the names that the server reads from any editor. */
function settings(): object {
  const configuration = workspace.getConfiguration('macroscope');
  return {
    cargo: {
      features: configuration.get('cargo.features'),
      noDefaultFeatures: configuration.get('cargo.noDefaultFeatures'),
      cfgs: configuration.get('cargo.cfgs'),
    },
    build: {
      enabled: configuration.get('build.enabled'),
      confine: configuration.get('build.confine'),
      offerToInstall: true,
    },
    cache: { memory: configuration.get('cache.memory'), disk: configuration.get('cache.disk') },
    cfg: { setTest: configuration.get('cfg.setTest') },
    hover: { maximumLines: configuration.get('hover.maximumLines') },
  };
}
