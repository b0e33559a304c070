/** What depends on the release of the compiler that compiles macros. */
import type { RustcFacts } from '../project/askCargo';

/**
 * Changes in what the compiler's `proc_macro` does, without a change of its names, by the minor version that brought them and the `cfg` of our crate that
 * stands for them.
 */
const changes = [
  // Proc macros may name the crate that a macro_rules! means (release notes of 1.90).
  { minor: 90, cfg: 'macroscope_crate_identifiers' },
  // `LexError` says what is wrong (rust-lang/rust#147859).
  { minor: 93, cfg: 'macroscope_lex_messages' },
] as const;

/** The minor version, 0 where it is not known. */
export function minorVersion(rustc: RustcFacts | undefined): number {
  return Number(/^release: 1\.(\d+)\./m.exec(rustc?.version ?? '')?.[1] ?? 0);
}

/** The arguments with which our `proc_macro` becomes that of a compiler. */
export function procMacroCfgs(rustc: RustcFacts): string[] {
  const minor = minorVersion(rustc);
  return changes.flatMap((change) => (minor >= change.minor ? ['--cfg', change.cfg] : []));
}
