/**
 * Reads scoping.cases.rs. A case begins with `//= title`; then stand `//- edition:2018` if it is not 2021 and the code of the crate `case`. A
 * further file begins with `//- /path`, seen from `/`, where the crate's own folder is `/case/src`. `crate:name` behind the path makes it the
 * root of a crate that `case` depends on, and `target:proc-macro` one of procedural macros.
 */
import { readFileSync } from 'node:fs';

export interface ScopingCase {
  readonly title: string;
  /** As {@link Fixture} takes it, with `$0` before the call. */
  readonly project: string;
}

export function readScopingCases(): ScopingCase[] {
  const text = readFileSync(new URL('scoping.cases.rs', import.meta.url), 'utf8');
  return text
    .split(/^\/\/= /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const edition = /^\/\/- edition:(\d+)$/m.exec(part)?.[1] ?? '2021';
      const [code = '', ...others] = part.slice(end + 1).split(/^\/\/- (?=\/)/m);
      const crates = others.flatMap((other) => / crate:(\w+)/.exec(other)?.[1] ?? []);
      const files = others.map((other) =>
        other.replace(/( crate:\w+.*)/, `$1 origin:registry deps:${crates.join(',')}`),
      );
      const main = `/case/src/lib.rs crate:case edition:${edition} deps:${crates.join(',')}\n${code.replace(/^\/\/- edition.*\n/m, '')}`;
      return {
        title: part.slice(0, end).trim(),
        project: [main, ...files].map((file) => `//- ${file}`).join(''),
      };
    });
}
