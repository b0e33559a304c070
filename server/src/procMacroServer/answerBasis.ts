import type { SandboxRead, SandboxRoot } from '../sandbox/types';

/** The file of a native library, as it was when its macros were looked up. */
export interface LibraryFile {
  /** Absolute path. */
  readonly path: string;
  /** As `FileStatus` has it. */
  readonly stamp: string;
}

/** What an answer to a request for an expansion depends on, beside the request, our own code and what {@link AnswerRecord} is opened with. */
export interface AnswerBasis {
  readonly library: LibraryFile;
  /** Files and folders that the macro read. */
  readonly reads: readonly SandboxRead[];
  /** Where the paths of these lie. */
  readonly roots: readonly SandboxRoot[];
}
