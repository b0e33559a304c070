/** What kind of failure a build error shows. */
import type { NativeResult } from './buildNatively';
import type { FailureClass } from './surveyFolder';

/** By the first pattern that fits the error. */
const classes: readonly (readonly [RegExp, FailureClass])[] = [
  [/its build script failed|failed to run custom build command/, 'build script'],
  [/\bwasi`|wasm_bindgen|js_sys|web_sys|stdweb/, 'wasm variant of a dependency'],
  [/cfg\((?:any\()?unix|could not find `unix` in `os`|os::unix|`libc`/, 'Unix only'],
  [/proc_macro::|`proc_macro`/, 'proc_macro API'],
];

/** `natively` is undefined when nothing was compiled because cargo found no versions. */
export function classify(error: string, resolved: boolean, natively: NativeResult | undefined): FailureClass {
  if (!resolved) return 'not in Debian';
  if (natively?.error !== undefined) return 'not natively either';
  return classes.find(([pattern]) => pattern.test(error))?.[1] ?? 'other';
}

/** The part of a long error that says what is wrong: from its first line that is an error, without what comes after some lines. */
export function essence(error: string): string {
  const lines = error
    .split('\n')
    .filter((line) => !/^\s*(Compiling|Checking|Blocking|Updating|Locking|Adding)\b/.test(line));
  return lines.slice(0, 25).join('\n').slice(0, 2500);
}
