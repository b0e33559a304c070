import type { CallCache } from '../cache/callCache';
import type { DiskFileSource } from '../project/fileSource';
import type { Sandbox } from '../sandbox/types';
import type { CallQueue } from './callQueue';
import type { CompiledCode } from './compiledCode';
import type { BuildTools } from './macroBuilds';
import type { MessageTraffic } from './messageTraffic';
import type { Resources } from './resources';

type Environment = Readonly<Record<string, string | undefined>>;

/** What all workspaces of one process share. */
export interface Services {
  readonly resources: Resources;
  readonly environment: Environment;
  readonly files: DiskFileSource;
  readonly sandbox: Sandbox;
  /** Answers calls in front of the sandbox. */
  readonly cache: CallCache;
  /** The calls that the cache could not answer. */
  readonly calls: CallQueue;
  /** A call of a procedural macro whose budget of memory is larger, in pages of 64 KiB, does not run. */
  readonly memoryPages: number;
  /** Undefined where no programs can be run. */
  readonly buildTools: BuildTools | undefined;
  /** The messages of the client, where there is one and its messages are counted. */
  readonly traffic?: MessageTraffic;
  /** What is compiled of the server itself, where that can be kept for later starts. */
  readonly compiledCode?: CompiledCode;
  /** Ends the sandbox, whose threads keep the process alive, and writes what the cache has not written yet. */
  readonly dispose: () => Promise<void>;
}

/** How much the results of procedural macros may take. */
export interface CacheSettings {
  readonly memoryBytes: number;
  /** 0: nothing is kept on disk. */
  readonly diskBytes: number;
}

export const defaultCacheSettings: CacheSettings = { memoryBytes: 64 << 20, diskBytes: 512 << 20 };
