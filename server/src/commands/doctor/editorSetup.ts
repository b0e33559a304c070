/** What doctor knows of an editor on this machine. */
import { isAbsolute, join } from 'node:path';
import type { Environment } from '../../platform/program';
import { homeOf } from '../../project/toolHomes';

export interface EditorSetup {
  readonly name: string;
  /** Absolute path of the file in which the editor's settings stand, or would stand. */
  readonly settingsFile: string;
  /** Why the file cannot be understood, if so. */
  readonly problem?: string | undefined;
  /** Whether it shows expansions by our language server. */
  readonly hasMacroscope: boolean;
  /** What is to be done to have that. */
  readonly macroscopeAdvice: readonly string[];
  /** What `rust-analyzer.procMacro.server` is. Undefined when it is not set. */
  readonly macroServer: string | undefined;
  /** The lines that set it to ours. */
  readonly macroServerLines: readonly string[];
}

/** Where an editor is looked for. */
export interface EditorSearch {
  readonly environment: Environment;
  readonly platform: string;
  /** Absolute path of our server for procedural macros. */
  readonly macroServer: string;
}

/** Where programs keep their settings (XDG Base Directory Specification). A relative path there is to be ignored. */
export function configurationFolder(environment: Environment): string {
  const named = environment['XDG_CONFIG_HOME'];
  return named !== undefined && isAbsolute(named) ? named : join(homeOf(environment), '.config');
}

/** A path as a text in quotes, with the same escapes in JSON, TOML, Lua and Emacs Lisp. */
export function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
