/** The project as the later stages see it: crates, their settings and their files. Produced by `loadWorkspace`. */
import type { Edition } from '../syntax/token';

/** Index into {@link CrateGraph.crates}. */
export type CrateId = number;

/**
 * A set of configuration options: `unix` is the key `unix` with the value null; `feature = "std"` the key `feature` with
 * the value `std`. A key may have several values.
 */
export interface CfgSet {
  has(key: string, value: string | null): boolean;
}

export interface Crate {
  readonly id: CrateId;
  /** The name as code writes it: with underscores, after `[lib] name`. */
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  readonly edition: Edition;
  /** Absolute path of the root file (`src/lib.rs`). */
  readonly rootFile: string;
  /** Absolute path of the folder that holds Cargo.toml. */
  readonly manifestDir: string;
  readonly target: 'lib' | 'proc-macro' | 'bin' | 'example' | 'test' | 'bench' | 'build-script';
  readonly origin: 'workspace' | 'dependency' | 'sysroot';
  /** Enabled cargo features, sorted. */
  readonly features: readonly string[];
  readonly cfg: CfgSet;
  /** The name under which this crate's code reaches each direct dependency. Sysroot crates included. */
  readonly dependencies: ReadonlyMap<string, CrateId>;
  /** `CARGO_*` and `OUT_DIR` as cargo sets them for this crate, sorted by name. */
  readonly env: ReadonlyMap<string, string>;
}

export interface CrateGraph {
  readonly crates: readonly Crate[];
  /** Ids of `core`, `alloc`, `std`, `proc_macro`: real sources when rust-src is installed, else our own definitions. */
  readonly sysroot: ReadonlyMap<string, CrateId>;
  readonly sysrootKind: 'rust-src' | 'bundled';
  readonly workspaceRoot: string | undefined;
  /** Messages for the user about what could not be loaded, most important first. */
  readonly problems: readonly ProjectProblem[];
}

export interface ProjectProblem {
  readonly code: 'no-manifest' | 'no-cargo' | 'cargo-failed' | 'manifest-invalid' | 'dependency-missing';
  readonly message: string;
}

/** Read access to files. Open documents shadow the disk. Paths are absolute. Nothing here throws for a missing file. */
export interface FileSource {
  readText(path: string): string | undefined;
  readBytes(path: string): Uint8Array | undefined;
  isFile(path: string): boolean;
  /** Names in a folder, sorted by UTF-16 code units; undefined when it is no folder. */
  list(path: string): readonly string[] | undefined;
  /** Changes whenever the text that readText gives for this path may have changed. */
  version(path: string): string;
}
