import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { repository, type ClientOptions } from './testClient';

/** Our server of procedural macros, as it is built. */
export const ownMacroServer = join(repository, 'dist/macroscope-proc-macro-srv');

/** Those options of rust-analyzer that the tests set. */
export interface AnalyzerOptions {
  /** The value of `rust-analyzer.procMacro.server`; undefined: it starts its own. */
  readonly macroServer: string | undefined;
  /** What our server builds is kept there. */
  readonly cacheFolder: string;
  /** Further variables of rust-analyzer's environment, and so of the server's. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What rust-analyzer is told in all tests. */
export const analyzerSettings = {
  // Cargo would run the macros in the compiler.
  checkOnSave: false,
  // What Debian's sources of the standard library depend on is not there, so that cargo knows nothing of them.
  cargo: { sysrootQueryMetadata: 'none' },
};

/** rust-analyzer as the server that a client starts. */
export function rustAnalyzer({
  macroServer,
  cacheFolder,
  environment,
}: AnalyzerOptions): Partial<ClientOptions> {
  return {
    command: ['rust-analyzer'],
    environment: {
      ...wasmCapableEnvironment(),
      CARGO_NET_OFFLINE: 'true',
      CARGO_TARGET_DIR: undefined,
      XDG_CACHE_HOME: cacheFolder,
      ...environment,
    },
    initializationOptions: {
      ...analyzerSettings,
      ...(macroServer !== undefined && { procMacro: { server: macroServer } }),
    },
  };
}

/** Ends a process that does not end by itself, with those that it has started. Linux only. */
export function killTree(id: number): void {
  const children = childrenOf(id);
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
  children.forEach(killTree);
}

function childrenOf(id: number): number[] {
  try {
    return readdirSync(`/proc/${id}/task`).flatMap((thread) =>
      readFileSync(`/proc/${id}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
