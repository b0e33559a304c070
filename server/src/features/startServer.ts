import {
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CacheSettings, Services } from '../analysis/services';
import { Workspaces } from '../analysis/workspaces';
import { withExtraEnvironment } from '../project/extraEnvironment';
import { version } from '../../../package.json';
import { buildMacros } from './buildMacros';
import { clientDialog } from './clientDialog';
import { clientProgress } from './clientProgress';
import { readClientSupport, type ClientSupport } from './clientSupport';
import { commandNames } from './commandNames';
import { KeptTexts } from './compare/keptTexts';
import { PinnedExpansions } from './compare/pinnedExpansions';
import { expansionScheme } from './expansion/expansionAddress';
import { ExpansionDocuments } from './expansion/expansionDocuments';
import { exploreExpansion, registerExplore, staticExploreCapabilities } from './exploreExpansion';
import { executeCommands } from './executeCommands';
import { expandMacro } from './expandMacro';
import { codeActionKinds, provideCodeActions } from './provideCodeActions';
import { declarationCapability, provideDeclaration } from './provideDeclaration';
import { provideTextDocumentContent } from './provideTextDocumentContent';
import { provideHover } from './provideHover';
import { provideInlayHints } from './provideInlayHints';
import { followBuildScripts } from './followBuildScripts';
import { followConfiguration } from './followConfiguration';
import { followFolders } from './followFolders';
import { followSettings } from './followSettings';
import { LiveOptions } from './liveOptions';
import { provideSteps } from './provideSteps';
import { provideCodeLenses } from './provideCodeLenses';
import { InputWatcher } from './inputWatcher';
import type { ServerContext } from './serverContext';
import { showReport } from './serverReport';
import { serverStatus } from './serverStatus';
import { synchronizeDocuments } from './synchronizeDocuments';
import { TemporaryFiles } from './temporaryFiles';
import { watchFiles } from './watchFiles';

export interface StartOptions {
  /** Makes what the workspaces share, when the client initializes. `onProblem` is told what works less well than it could. */
  readonly createServices: (
    cache: CacheSettings,
    onProblem: (message: string) => void,
    params: InitializeParams,
  ) => Services;
  /** Started with `--trust`: cargo may run, whatever the client says. */
  readonly trusted: boolean;
}

/** Wires a connection to the features. Nothing of the project is read before the client has initialized. */
export function startServer(connection: Connection, start: StartOptions): void {
  let stop: (() => Promise<void>) | undefined;
  connection.onInitialize((params): InitializeResult => {
    const support = readClientSupport(params);
    stop = initialize(connection, params, support, start);
    return {
      serverInfo: { name: 'macroscope', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeLensProvider: { resolveProvider: true },
        codeActionProvider: { codeActionKinds, resolveProvider: true },
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          textDocumentContent: { schemes: [expansionScheme] },
        },
        ...staticExploreCapabilities(params),
        ...declarationCapability(support),
        executeCommandProvider: { commands: serverCommands(support), workDoneProgress: true },
      },
    };
  });
  connection.onShutdown(() => stop?.());
}

/** A client registers the names that it gets, so it must not get those of its own commands. */
function serverCommands({ commands }: ClientSupport): string[] {
  return Object.values(commandNames).filter((name) => !commands.has(name));
}

/** Gives what ends the server's threads. */
function initialize(
  connection: Connection,
  params: InitializeParams,
  support: ClientSupport,
  start: StartOptions,
): () => Promise<void> {
  const live = new LiveOptions(connection, params.initializationOptions, start.trusted);
  const options = live.current;
  const warn = (message: string): void => connection.console.warn(message);
  const services = start.createServices(options.cache, warn, params);
  const workspaces = new Workspaces(
    {
      ...services,
      get environment() {
        return withExtraEnvironment(services.environment, live.current.project.extraEnv);
      },
      trusted: options.trusted,
      get settings() {
        return live.current.project;
      },
      get limits() {
        const { expansion, call } = live.current.limits;
        const memoryPages = Math.min(call.memoryPages ?? Infinity, services.memoryPages);
        return { expansion, call: { ...call, memoryPages } };
      },
      get build() {
        return live.current.build;
      },
    },
    clientProgress(connection, params.capabilities.window?.workDoneProgress === true),
    clientDialog(connection),
    (message) => connection.console.log(message),
  );
  const context: ServerContext = {
    connection,
    workspaces,
    get options() {
      return live.current;
    },
    support,
    documents: new TextDocuments(TextDocument),
    files: services.files,
    inputs: new InputWatcher(warn),
    temporaryFiles: new TemporaryFiles(),
  };

  expandMacro(context);
  provideCodeLenses(context, live, params);
  followSettings(context, live);
  const expansions = new ExpansionDocuments(context, live);
  const texts = new KeptTexts(context);
  const pins = new PinnedExpansions(context, texts, params.initializationOptions);
  provideCodeActions(context, expansions, pins);
  provideHover(context, expansions);
  provideTextDocumentContent(context, expansions, texts);
  exploreExpansion(context, expansions);
  provideInlayHints(context, expansions, live, params);
  provideDeclaration(context, expansions);
  provideSteps(context, expansions);
  const report = (): Promise<string> => showReport(context, live, texts, params.clientInfo);
  executeCommands(context, expansions, texts, pins, new Map([[commandNames.showReport, report]]));
  buildMacros(context);
  synchronizeDocuments(context);
  const watched = watchFiles(context, params);

  // The connection keeps one handler, the last that it was given.
  connection.onInitialized(() => {
    watched.register();
    registerExplore(context, params);
    serverStatus(context, services.calls);
    followBuildScripts(context);
    followConfiguration(context);
    followFolders(context, params);
  });
  return async () => {
    watched.dispose();
    context.inputs.dispose();
    expansions.dispose();
    context.temporaryFiles.dispose();
    await workspaces.stop();
    await services.dispose();
    await services.compiledCode?.keep();
  };
}
