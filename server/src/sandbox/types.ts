/**
 * The sandbox's contract. It knows nothing of Rust: a module, an exported function, bytes in, bytes out.
 *
 * Guest ABI: the module exports `memory`, `macroscope_alloc(size: i32) -> i32` and entry functions `(pointer:
 * i32, length: i32) -> i64` whose result packs the output as `pointer << 32 | length`. A reactor's
 * `_initialize` is called first when exported. Imports: `wasi_snapshot_preview1`, and of `macroscope`
 *
 * - `report_panic(pointer: i32, length: i32)`: the message (UTF-8) of the panic that is about to trap;
 * - `environment_variable(name: i32, nameLength: i32, buffer: i32, bufferLength: i32) -> i32`: the length of a
 *   variable's value in bytes of UTF-8, or -1 when there is no such variable. The value is copied to the
 *   buffer if it fits; if it does not, the buffer is untouched. Only the variable that was named is recorded;
 * - `path_canonicalize(path: i32, pathLength: i32, buffer: i32, bufferLength: i32, length: i32) -> i32`: writes the
 *   name without links of what is at an absolute path to the buffer and its length in bytes to `length`, like a
 *   function of WASI, which has none such; gives an `errno` of WASI, `nametoolong` when the buffer is too small;
 * - `catch_unwind(function: i32, data: i32) -> i32`: calls the module's export `macroscope_call(function, data)`
 *   and gives 0 when it returns, 1 when it ends in a trap that `unwind` announced;
 * - `unwind()`: announces that the next trap is to end no more than the innermost `catch_unwind`.
 */
export interface CallBudget {
  /** Executed wasm instructions, and the price of host calls in the same unit. */
  readonly instructions: number;
  readonly wallMillis: number;
  /** Pages of 64 KiB. */
  readonly memoryPages: number;
  /** Stack in units of 256 bytes, as `rewrite/counter.ts` weighs frames. At most `MAXIMUM_STACK_UNITS`. */
  readonly stackUnits: number;
  /** Bytes that the entry function may return, and bytes that the call may write to files. */
  readonly outputBytes: number;
}

/** A folder or file that the guest may read, and the absolute path under which the guest sees it. */
export interface SandboxRoot {
  /** Not used by hosts without a disk. */
  readonly hostPath: string;
  readonly guestPath: string;
  /**
   * Whether the guest may write there, into memory (see `SandboxOutput`). Default: true. The disk is never
   * written to.
   */
  readonly writable?: boolean;
  /** Whether it is a file. Default: false. */
  readonly isFile?: boolean;
}

export interface SandboxCall {
  /** Key of the module: the SHA-256 of its bytes in hex. Modules are compiled once and shared by key. */
  readonly moduleKey: string;
  readonly entry: string;
  readonly input: Uint8Array;
  readonly environment: ReadonlyMap<string, string>;
  readonly roots: readonly SandboxRoot[];
  /**
   * The files below the roots, by guest path, for a host that has no disk (`memoryHost.ts`). Hosts with a disk
   * do not look at it.
   */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** The guest's working folder (a guest path). */
  readonly workingDirectory: string;
  readonly budget: CallBudget;
}

/**
 * Something that the guest read. Paths are guest paths; `environment` has the name of a variable, or `*` for
 * all of them. The hash is SHA-256 in hex as `wasi/readHashes.ts` makes it, null when missing or unset. A `file`
 * without a hash was refused for what it is (a device, too large, a link that leads out): the same call may be
 * answered otherwise as soon as that changes.
 */
export interface SandboxRead {
  readonly kind: 'file' | 'directory' | 'missing' | 'environment';
  readonly name: string;
  readonly hash: string | null;
  /** The guest path without links of a `file` or `directory`, where it is another than the name. */
  readonly canonicalPath?: string;
}

/**
 * Something that the guest changed below a root, in memory: the state in which it left the path, by guest path.
 * Sorted by path, each path once. A file that was written and removed again is not listed.
 */
export type SandboxOutput =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'directory'; readonly path: string }
  /** Something on the disk that the guest removed or renamed. */
  | { readonly kind: 'removed'; readonly path: string };

export interface SandboxUse {
  /** Exact, however the guest ended. Undefined when it was ended from outside, or never began. */
  readonly instructions: number | undefined;
  readonly wallMicros: number;
  readonly memoryPages: number;
  /** Bytes returned and bytes written to files. */
  readonly outputBytes: number;
}

interface ResultBase {
  readonly used: SandboxUse;
  readonly reads: readonly SandboxRead[];
  readonly outputs: readonly SandboxOutput[];
  /** Accesses that were refused, as messages that name the path. */
  readonly refusals: readonly string[];
  /** What the guest wrote to standard output and error, capped. */
  readonly console: string;
  /** Set when the guest touched neither its roots nor its working folder: the call gives this result with any others too. */
  readonly placeless?: boolean;
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
 * Waiting calls of priority `hover` start before every `background` call, and background calls leave a worker free
 * for them (`WorkerPool` says how).
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
