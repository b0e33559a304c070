import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExecuteCommandRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type Position,
  type ProgressToken,
  type ProtocolConnection,
  type Registration,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver-protocol/node';
import type { ServerStatus } from '../../server/src/features/serverStatus';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The command that starts the bundled server. Scripts are run as bundles that lie elsewhere, but in the repository's folder, as tests are. */
export function builtServer(...nodeArguments: readonly string[]): string[] {
  return [process.execPath, ...nodeArguments, join(process.cwd(), 'dist/server.js'), '--stdio'];
}

export interface ClientOptions {
  /** Folder to open. */
  readonly folder: string;
  /** Folders of the window, where they are others. */
  readonly folders?: readonly string[];
  readonly trusted?: boolean;
  /** Program and arguments of the server. Default: the bundled server of this repository over standard input and output. */
  readonly command?: readonly string[];
  /** The folder that the server is started in. Default: that of this process. */
  readonly startFolder?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly initializationOptions?: object;
  /** What the client says that it can do. */
  readonly capabilities?: ClientCapabilities;
  /** Told what the server registers after it was started. */
  readonly onRegistration?: (registration: Registration) => void;
  readonly experimental?: object;
  /** Told what the server says of work that takes long. */
  readonly onProgress?: (token: ProgressToken, value: WorkDone) => void;
  /** The user's choice among the actions of a question. Default: the question is closed. */
  readonly onQuestion?: (message: string, actions: readonly string[]) => string | undefined;
}

export type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** The bundled server in a process of its own, spoken to over standard input and output with the protocol's own library. */
export class TestClient {
  readonly statuses: ServerStatus[] = [];
  readonly logs: string[] = [];
  /** Those that the server had shown to the user. */
  readonly messages: string[] = [];
  readonly diagnostics = new Map<string, Diagnostic[]>();
  initialized!: InitializeResult;
  private readonly versions = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  private constructor(
    readonly connection: ProtocolConnection,
    private readonly child: ChildProcess,
  ) {}

  static async start(options: ClientOptions): Promise<TestClient> {
    const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment };
    const [program = process.execPath, ...args] = options.command ?? builtServer();
    const child = spawn(program, args, {
      cwd: options.startFolder,
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient(connection, child);
    connection.onNotification('experimental/serverStatus', (status: ServerStatus) => {
      client.statuses.push(status);
      client.wake();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      client.logs.push(message);
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      client.messages.push(message);
    });
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      client.diagnostics.set(uri, diagnostics);
      client.wake();
    });
    connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      connection.onProgress(WorkDoneProgress.type, token, (value) => options.onProgress?.(token, value));
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const registration of registrations) options.onRegistration?.(registration);
    });
    connection.onRequest(ShowMessageRequest.type, ({ message, actions = [] }) => {
      const title = options.onQuestion?.(
        message,
        actions.map((action) => action.title),
      );
      return title === undefined ? null : { title };
    });
    connection.listen();
    const uri = pathToFileURL(options.folder).href;
    const folders = (options.folders ?? [options.folder]).map((path) => pathToFileURL(path).href);
    client.initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: folders.map((each) => ({ uri: each, name: 'test' })),
      capabilities: {
        ...options.capabilities,
        experimental: { serverStatusNotification: true, ...options.experimental },
      },
      initializationOptions: { trusted: options.trusted ?? false, ...options.initializationOptions },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Waits until nothing is loaded or built any more. */
  async ready(): Promise<ServerStatus> {
    await this.until(() => this.statuses.at(-1)?.quiescent === true && this.statuses.length > 1);
    const last = this.statuses.at(-1);
    if (!last) throw new Error('no status');
    return last;
  }

  async open(path: string, text = readFileSync(path, 'utf8')): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'rust', version: 1, text },
    });
  }

  async close(path: string): Promise<void> {
    const textDocument = { uri: pathToFileURL(path).href };
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
  }

  /** An incremental edit: the text between two positions is replaced. */
  async edit(path: string, start: Position, end: Position, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  hover(path: string, position: Position): Promise<Hover | null> {
    const textDocument = { uri: pathToFileURL(path).href };
    return this.connection.sendRequest(HoverRequest.type, { textDocument, position });
  }

  /** The answer to `rust-analyzer/expandMacro`; fails when there is none. */
  async expandMacro(path: string, position: Position): Promise<{ name: string; expansion: string }> {
    const params = { textDocument: { uri: pathToFileURL(path).href }, position };
    const answer = await this.connection.sendRequest<{ name: string; expansion: string } | null>(
      'rust-analyzer/expandMacro',
      params,
    );
    if (!answer) throw new Error('no macro call');
    return answer;
  }

  /** The hover's Markdown; fails when there is none. */
  async hoverText(path: string, position: Position): Promise<string> {
    const hover = await this.hover(path, position);
    if (!hover || typeof hover.contents !== 'object' || !('value' in hover.contents))
      throw new Error('no hover');
    return hover.contents.value;
  }

  /** Runs a command with a place in a file or in a document of the server, and what else it takes. `name`: without `macroscope.`. */
  runCommand(name: string, file: string, position: Position, ...more: readonly object[]): Promise<unknown> {
    const uri = file.includes(':') ? file : pathToFileURL(file).href;
    return this.connection.sendRequest(ExecuteCommandRequest.type, {
      command: `macroscope.${name}`,
      arguments: [{ textDocument: { uri }, position }, ...more],
    });
  }

  diagnosticsOf(path: string): Diagnostic[] | undefined {
    return this.diagnostics.get(pathToFileURL(path).href);
  }

  /** Waits for a condition on what the server has sent. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  /** The server's process. */
  get processId(): number {
    return this.child.pid ?? 0;
  }

  /** The most memory that the server's process has used so far, in MB. Linux only. */
  get peakMemory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  }

  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await exited;
    this.connection.dispose();
    return code;
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** The position of `needle` in a text; `within` counts UTF-16 units into it. */
export function positionOf(text: string, needle: string, within = 0): Position {
  const offset = text.indexOf(needle);
  if (offset < 0) throw new Error(`the text has no ${needle}`);
  const before = text.slice(0, offset + within);
  const line = before.split('\n').length - 1;
  return { line, character: before.length - (before.lastIndexOf('\n') + 1) };
}
