/** A macro server of rust-analyzer's, by default its own with rustc's native macros: one process, JSON lines on its standard streams. */
import { once } from 'node:events';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { FlatTree } from '../../../server/src/procMacroServer/flatTree';
import { flatTree, leavesOf, SpanNumbers } from './flatTree';
import type { BenchInput } from './macroInputs';

export const macroServer = '/usr/libexec/rust-analyzer-proc-macro-srv';

export interface ServerProcess {
  /** Default: {@link macroServer}. */
  readonly program: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface Reply {
  readonly ExpandMacroExtended?: { readonly Ok?: { readonly tree: FlatTree }; readonly Err?: string };
  readonly ApiVersionCheck?: number;
}

export class NativeServer {
  private readonly process: ChildProcessWithoutNullStreams;
  private received: Buffer[] = [];
  private settle: ((line: Buffer[]) => void) | undefined;
  private reject: ((error: Error) => void) | undefined;

  private constructor({ program = macroServer, folder, environment = process.env }: Partial<ServerProcess>) {
    this.process = spawn(program, {
      cwd: folder,
      // Without it the server refuses to run outside of rust-analyzer.
      env: { ...environment, RUST_ANALYZER_INTERNALS_DO_NOT_USE: 'this is unstable' },
    });
    this.process.stderr.resume();
    this.process.stdout.on('data', (chunk: Buffer) => {
      this.received.push(chunk);
      if (chunk.at(-1) !== 0x0a) return;
      const line = this.received;
      this.received = [];
      this.settle?.(line);
    });
    this.process.on('exit', (code) => this.reject?.(new Error(`the macro server ended with code ${code}`)));
  }

  /** A server that speaks as rust-analyzer 1.85 has it speak: protocol version 5, with rust-analyzer's spans. */
  static async start(options: Partial<ServerProcess> = {}): Promise<NativeServer> {
    const server = await NativeServer.withVersion(options);
    await server.ask('{"SetConfig":{"span_mode":"RustAnalyzer"}}\n');
    return server;
  }

  /** A server that was asked for its version and for nothing else. */
  static async withVersion(options: Partial<ServerProcess> = {}): Promise<NativeServer> {
    const server = new NativeServer(options);
    const version = parse(await server.ask('{"ApiVersionCheck":{}}\n')).ApiVersionCheck;
    if (version !== 5) throw new Error(`the macro server speaks version ${version} of its protocol, not 5`);
    return server;
  }

  /** Sends a line and waits for the whole reply, which is not parsed: what a client does with it is not counted. */
  ask(line: string): Promise<Buffer[]> {
    return new Promise((resolve, reject) => {
      this.settle = resolve;
      this.reject = reject;
      this.process.stdin.write(line);
    });
  }

  /** Closes the server's input, as a client does that ends. Gives the exit status. */
  async end(): Promise<number | null> {
    this.process.removeAllListeners('exit');
    const exit = once(this.process, 'exit') as Promise<[number | null]>;
    this.process.stdin.end();
    const [status] = await exit;
    return status;
  }

  stop(): void {
    this.process.removeAllListeners('exit');
    this.process.kill();
  }
}

/** What the server is asked for one input. */
export function nativeRequest(library: string, { invocation, crate, macro }: BenchInput): string {
  const spans = new SpanNumbers();
  const site = spans.of({ start: 0, end: 0 });
  const attribute = macro.kind === 'attribute';
  const body = flatTree(invocation.input, spans);
  const attributes = attribute ? flatTree(invocation.arguments ?? [], spans) : null;
  const request = {
    lib: library,
    env: [...crate.env],
    current_dir: crate.manifestDir,
    macro_body: body,
    macro_name: macro.name,
    attributes,
    has_global_spans: { serialize: true, def_site: site, call_site: site, mixed_site: site },
    span_data_table: spans.table,
  };
  return `${JSON.stringify({ ExpandMacro: request })}\n`;
}

/** The tokens of an expansion, or undefined where the macro failed. */
export function nativeLeaves(line: readonly Buffer[]): string[] | undefined {
  const tree = parse(line).ExpandMacroExtended?.Ok?.tree;
  return tree && leavesOf(tree);
}

function parse(line: readonly Buffer[]): Reply {
  return JSON.parse(Buffer.concat(line).toString('utf8')) as Reply;
}
