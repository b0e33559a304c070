/** Reads scoping.cases.rs. */
import { readFileSync } from 'node:fs';

export interface ScopingCase {
  readonly title: string;
  readonly edition: string;
  /** With `$0` before the call. */
  readonly code: string;
}

export function readScopingCases(): ScopingCase[] {
  const text = readFileSync(new URL('scoping.cases.rs', import.meta.url), 'utf8');
  return text
    .split(/^\/\/= /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const edition = /^\/\/- edition:(\d+)$/m.exec(part)?.[1] ?? '2021';
      return {
        title: part.slice(0, end).trim(),
        edition,
        code: part.slice(end + 1).replace(/^\/\/- .*\n/m, ''),
      };
    });
}
