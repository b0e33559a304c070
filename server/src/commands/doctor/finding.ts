/** What `macroscope doctor` tells. */
import type { ProjectSettings } from '../../project/loadOptions';
import type { Resources } from '../../analysis/resources';
import type { Environment } from '../../platform/program';

export interface Finding {
  /** `ok`: as it should be. `hint`: works as it is, and `advice` is how it could do more. `problem`: something does not work. */
  readonly state: 'ok' | 'hint' | 'problem';
  /** What was looked at. */
  readonly subject: string;
  readonly text: string;
  /** What to do, in lines that can be copied where they are commands or settings. */
  readonly advice?: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** What is looked at. Paths are absolute. */
export interface Patient {
  readonly environment: Environment;
  readonly resources: Resources;
  /** The folder that holds `dist`. */
  readonly installation: string;
  /** Our program that takes the place of rust-analyzer's server for procedural macros. */
  readonly macroServer: string;
  /** Of the project; undefined when there is none to look at. */
  readonly manifest: string | undefined;
  /** Whether cargo and rustc may be run in the project's folder. */
  readonly trusted: boolean;
  readonly settings: ProjectSettings;
}
