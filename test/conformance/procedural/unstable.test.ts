/** Macro crates that ask for unstable features, with a compiler that grants them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { bangMacros, buildTestModule, buildTimeout, findProgram } from './buildTestModule';
import { ProcedureHost } from './procedureHost';

const file = (name: string) => fileURLToPath(new URL(`unstable/${name}`, import.meta.url));

/** What the installed compiler's own macro returns. */
function native(input: string): string {
  const out = mkdtempSync(join(tmpdir(), 'macroscope-unstable-'));
  try {
    const rustc = (...args: string[]): void => {
      execFileSync(
        findProgram(['rustc']),
        ['--edition', '2021', '--cap-lints', 'allow', '--out-dir', out, '-L', out, ...args],
        {
          env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      );
    };
    rustc('--crate-type', 'proc-macro', '--crate-name', 'unstable', '--cfg', 'host', file('unstable.rs'));
    writeFileSync(join(out, 'main.rs'), `fn main() { print!("{}", unstable::quoted! { ${input} }); }\n`);
    rustc('--extern', 'unstable', join(out, 'main.rs'));
    return execFileSync(join(out, 'main'), { encoding: 'utf8' });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const macros = bangMacros('quoted', 'refused', 'crate_of');
let host: ProcedureHost;
beforeAll(() => {
  const module = buildTestModule('unstable', file('unstable.rs'), macros, { unstable: true });
  host = new ProcedureHost(module, macros);
}, buildTimeout);

/** The text of the one literal that a macro returns. */
async function reported(name: string, input: string): Promise<string> {
  const { tokens } = await host.expand(name, 'bang', input);
  return tokens[0]?.kind === 'literal' ? (JSON.parse(tokens[0].text) as string) : '';
}

test(
  'quote! makes what it makes in the compiler',
  async () => {
    const made = await reported('quoted', 'a + (b)');
    expect(made).toBe(native('a + (b)'));
    expect(made).toContain('pub fn name');
  },
  buildTimeout,
);

test('errors of texts say what rustc 1.95 says', async () => {
  // At the last of the texts, with two delimiters that do not match, rustc 1.95 itself panics.
  const texts = ['(', '()]', ')', '{ ( }'];
  const literals = [
    '',
    'a',
    '1 2',
    '- 1',
    '--1',
    "'a",
    '1)',
    '//x',
    '1//x',
    ' 1',
    '- ',
    '-1 2',
    "-b'a'",
    '(1',
  ];
  const input = [...texts.map((text) => `"${text}"`), ...literals.map((text) => `@ "${text}"`)].join(' ');
  expect(await reported('refused', input)).toMatchInlineSnapshot(`
    "(: this file contains an unclosed delimiter, LexError("this file contains an unclosed delimiter")
    ()]: unexpected closing delimiter: \`]\`, LexError("unexpected closing delimiter: \`]\`")
    ): unexpected closing delimiter: \`)\`, LexError("unexpected closing delimiter: \`)\`")
    { ( }: mismatched closing delimiter: \`}\`, LexError("mismatched closing delimiter: \`}\`")
    @ : not a literal, LexError("not a literal")
    @ a: not a literal, LexError("not a literal")
    @ 1 2: comment or whitespace around literal, LexError("comment or whitespace around literal")
    @ - 1: comment or whitespace after minus, LexError("comment or whitespace after minus")
    @ --1: not a literal, LexError("not a literal")
    @ 'a: not a literal, LexError("not a literal")
    @ 1): unexpected closing delimiter: \`)\`, LexError("unexpected closing delimiter: \`)\`")
    @ //x: not a literal, LexError("not a literal")
    @ 1//x: comment or whitespace around literal, LexError("comment or whitespace around literal")
    @  1: comment or whitespace around literal, LexError("comment or whitespace around literal")
    @ - : not a literal, LexError("not a literal")
    @ -1 2: comment or whitespace around literal, LexError("comment or whitespace around literal")
    @ -b'a': non-numeric literal may not be negated, LexError("non-numeric literal may not be negated")
    @ (1: this file contains an unclosed delimiter, LexError("this file contains an unclosed delimiter")
    "
  `);
});

test('a macro may name the crate that a macro_rules! means, as since Rust 1.90', async () => {
  const [word] = host.parse('word');
  if (word?.kind !== 'ident') throw new Error('one word');
  const { tokens } = await host.expand('crate_of', 'bang', [{ ...word, text: '$crate', crate: 5 }]);
  expect(tokens).toMatchObject([{ text: '$crate', crate: 5 }]);
});
