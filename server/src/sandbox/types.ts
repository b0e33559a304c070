/**
 * The sandbox's contract. It knows nothing of Rust: a module, an exported function, bytes in, bytes out.
 *
 * Guest ABI: the module exports `memory`, `macroscope_alloc(size: i32) -> i32` and entry functions `(pointer:
 * i32, length: i32) -> i64` whose result packs the output as `pointer << 32 | length`. A reactor's
 * `_initialize` is called first when exported. Imports: `wasi_snapshot_preview1`, and
 * `macroscope.report_panic(pointer: i32, length: i32)` (UTF-8).
 */
export interface CallBudget {
  /** Executed wasm instructions. */
  readonly instructions: number;
  readonly wallMillis: number;
  /** Pages of 64 KiB. */
  readonly memoryPages: number;
  readonly outputBytes: number;
}

/** A folder that the guest may read, and the absolute path under which the guest sees it. */
export interface ReadableRoot {
  readonly hostPath: string;
  readonly guestPath: string;
}

export interface SandboxCall {
  /** Key of the module: the SHA-256 of its bytes in hex. Modules are compiled once and shared by key. */
  readonly moduleKey: string;
  readonly entry: string;
  readonly input: Uint8Array;
  readonly environment: ReadonlyMap<string, string>;
  readonly roots: readonly ReadableRoot[];
  /** The guest's working folder (a guest path). */
  readonly workingDirectory: string;
  readonly budget: CallBudget;
}

/**
 * Something that the guest read. Paths are guest paths. The hash is SHA-256 in hex, null when missing or
 * unset.
 */
export interface SandboxRead {
  readonly kind: 'file' | 'directory' | 'missing' | 'environment';
  readonly name: string;
  readonly hash: string | null;
}

export interface SandboxUse {
  /** Undefined when the call ended in a way that leaves no exact count. */
  readonly instructions: number | undefined;
  readonly wallMicros: number;
  readonly memoryPages: number;
}

interface ResultBase {
  readonly used: SandboxUse;
  readonly reads: readonly SandboxRead[];
  /** Accesses that were refused, as messages that name the path. */
  readonly refusals: readonly string[];
  /** What the guest wrote to standard output and error, capped. */
  readonly console: string;
  /** Set by a cache in front of the sandbox that answered instead of it. */
  readonly cached?: boolean;
}

export type SandboxResult =
  | (ResultBase & { readonly status: 'returned'; readonly output: Uint8Array })
  | (ResultBase & {
      readonly status:
        | 'panicked'
        | 'trapped'
        | 'out-of-instructions'
        | 'out-of-time'
        | 'out-of-memory'
        | 'out-of-stack'
        | 'output-too-large'
        | 'exited'
        | 'invalid-module'
        | 'worker-failed'
        | 'cancelled';
      readonly message: string;
    });

/**
 * Waiting calls of priority `hover` start before every `background` call, which never take the last worker.
 */
export type CallPriority = 'hover' | 'background';

export interface CallOptions {
  /** Default: `hover`. */
  readonly priority?: CallPriority;
  /** When it fires, the call ends with the status `cancelled`, whether it waits or runs. */
  readonly signal?: AbortSignal;
}

/** Runs calls of untrusted modules in worker threads. */
export interface Sandbox {
  /**
   * Makes a module known. Its bytes are read, checked and compiled when it is first called or prepared. A
   * second module under the same key is ignored: the key is the hash of the bytes.
   */
  addModule(key: string, bytes: Uint8Array | (() => Promise<Uint8Array>)): void;
  /**
   * Reads, checks and compiles a module ahead of its first call. A module that is refused reports that in its
   * calls.
   */
  prepare(key: string): Promise<void>;
  /** Never rejects for what a guest does: whatever happens is a result. */
  call(call: SandboxCall, options?: CallOptions): Promise<SandboxResult>;
  /** Ends all workers; calls that have not ended are `cancelled`. */
  dispose(): Promise<void>;
}

/** Where rewritten modules outlive the process. Both may fail: the sandbox then works without. */
export interface RewriteCache {
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}
