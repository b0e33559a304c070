import type { Environment } from '../platform/program';

/** How the user wants the project seen. These are rust-analyzer's `cargo.features`, `cargo.cfgs`, `cfg.setTest`, `cargo.target`, `cargo.extraEnv`. */
export interface ProjectSettings {
  readonly features: readonly string[] | 'all';
  readonly noDefaultFeatures: boolean;
  /** Extra options for the workspace's crates: `name` or `key="value"`; a leading `!` takes one away. */
  readonly cfgs: readonly string[];
  readonly setTest: boolean;
  /** Target triple; undefined for the machine's own. */
  readonly target?: string;
  /** Variables that are set for cargo, rustc and all that they run, and that macros see; null takes one away. */
  readonly extraEnv?: Readonly<Record<string, string | null>>;
}

export const defaultProjectSettings: ProjectSettings = {
  features: [],
  noDefaultFeatures: false,
  cfgs: [],
  setTest: true,
};

export interface LoadOptions {
  /** Absolute path of a file or folder inside the project. */
  readonly root: string;
  /** Whether programs may run on the project's behalf: cargo and rustc obey files of the project. */
  readonly trusted: boolean;
  readonly settings: ProjectSettings;
  /** Program names or absolute paths; `cargo` and `rustc` from the environment's PATH when undefined. */
  readonly cargoPath?: string;
  readonly rustcPath?: string;
  /** The environment of the programs, with `settings.extraEnv` in it. */
  readonly env: Environment;
  /** Folder with our own definitions of the standard library, for when rust-src is missing. */
  readonly bundledStd?: string;
  /** File in which the results of build scripts are kept (`runBuildScripts`). Without it the project's target folder is read. */
  readonly buildScriptResults?: string;
  /** File in which the answers of cargo and rustc are kept. Without it they are asked each time. */
  readonly answersFile?: string;
  /** Lets cargo use the network when it cannot answer from what is on the disk. */
  readonly allowNetwork?: boolean;
  readonly onProgress?: (message: string) => void;
  readonly signal?: AbortSignal;
}
