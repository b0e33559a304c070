/** Our `proc_macro` against the sources of the installed compiler's: whoever names an item there finds it here. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { apiItems } from './apiItems';
import { buildTimeout, findProgram } from './buildTestModule';

/** What came after Rust 1.85, with the release, and what a later one took away. Unstable parts by the release that brought them. */
const additions = [
  { release: '1.88', pattern: /^Span::(file|local_file)\(/ },
  { release: '1.89, unstable', pattern: /ConversionErrorKind|EscapeError/ },
  { release: '1.92', pattern: /^impl Extend<(Group|Ident|Literal|Punct)> for TokenStream$/ },
  { release: '1.92, unstable', pattern: /^(module|mod) tracked\b/ },
  { release: 'gone in 1.88', pattern: /\bSourceFile\b/ },
  { release: 'gone in 1.92', pattern: /^(module|mod) tracked_(env|path)\b/ },
];

test(
  'the API of the installed compiler is ours',
  () => {
    const sysroot = execFileSync(findProgram(['rustc']), ['--print', 'sysroot'], { encoding: 'utf8' }).trim();
    const real = join(sysroot, 'lib/rustlib/src/rust/library/proc_macro/src/lib.rs');
    expect(existsSync(real), 'the sources of the standard library (rust-src)').toBe(true);
    const theirs = apiItems(findProgram(['rustdoc']), real);
    const ours = apiItems(
      findProgram(['rustdoc']),
      fileURLToPath(new URL('../../../server/proc_macro/src/lib.rs', import.meta.url)),
    );
    const missing = [...theirs].filter((item) => !ours.has(item));
    // The compiler's own macro: declared only for compilers that let crates ask for it (unstable.test.ts).
    expect(missing).toEqual(missing.filter((item) => item === 'macro quote'));
    expect(theirs.size).toBeGreaterThan(300);
    const added = [...ours].filter((item) => !theirs.has(item));
    expect(added.filter((item) => !additions.some(({ pattern }) => pattern.test(item)))).toEqual([]);
  },
  buildTimeout,
);
