import type { CfgSet } from './model';

/** One configuration option: `unix` is `{ key: 'unix', value: null }`. */
export interface CfgOption {
  readonly key: string;
  readonly value: string | null;
}

/** An immutable set of configuration options. */
export class CfgOptions implements CfgSet {
  private readonly known: ReadonlySet<string>;

  constructor(readonly options: readonly CfgOption[]) {
    this.known = new Set(options.map(({ key, value }) => identity(key, value)));
  }

  has(key: string, value: string | null): boolean {
    return this.known.has(identity(key, value));
  }

  /** This set and further options. */
  with(more: readonly CfgOption[]): CfgOptions {
    return more.length === 0 ? this : new CfgOptions([...this.options, ...more]);
  }

  /** This set without any option that has one of these keys. */
  without(...keys: readonly string[]): CfgOptions {
    return new CfgOptions(this.options.filter(({ key }) => !keys.includes(key)));
  }
}

function identity(key: string, value: string | null): string {
  return value === null ? key : `${key}=${value}`;
}

const longestOption = 4096;

/**
 * Reads an option as `rustc --cfg` takes it and `rustc --print cfg` prints it: `name` or `name="value"`. The quotes may be
 * missing, as users write them in editor settings. Returns undefined for text that is no option.
 */
export function parseCfgOption(text: string): CfgOption | undefined {
  if (text.length > longestOption) return undefined;
  const match = /^\s*([\p{L}_][\p{L}\p{N}_-]*)\s*(?:=\s*(.*?)\s*)?$/su.exec(text);
  const key = match?.[1];
  if (key === undefined) return undefined;
  const value = match?.[2];
  if (value === undefined) return { key, value: null };
  const quoted = /^"(.*)"$/s.exec(value);
  return { key, value: quoted?.[1] === undefined ? value : quoted[1].replace(/\\(["\\])/g, '$1') };
}

/** Reads one option a line; lines that are none are left out. */
export function parseCfgLines(text: string): CfgOption[] {
  return text.split('\n').flatMap((line) => parseCfgOption(line) ?? []);
}
