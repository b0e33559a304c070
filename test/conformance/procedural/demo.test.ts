import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { leafTexts, printTokens } from '../../../server/src/syntax/tokenText';
import type { TokenTree } from '../../../server/src/syntax/token';
import type { MacroExport } from '../../../server/src/toolchain/types';
import { buildTimeout } from './buildTestModule';
import { ProcedureHost } from './procedureHost';

const prebuilt = fileURLToPath(new URL('../../fixtures/demo-macros/prebuilt', import.meta.url));

interface Manifest {
  readonly file: string;
  readonly key: string;
  readonly macros: readonly MacroExport[];
}

function openPrebuilt(folder: string): { readonly manifest: Manifest; readonly bytes: Buffer } {
  const manifest = JSON.parse(readFileSync(join(folder, 'macroscope.json'), 'utf8')) as Manifest;
  return { manifest, bytes: readFileSync(join(folder, manifest.file)) };
}

const connection = `pub struct Connection {
    pub host: String,
    #[builder(default = 443)]
    pub port: u16,
}`;

describe('the module of the demo that is kept in the repository', () => {
  const { manifest, bytes } = openPrebuilt(prebuilt);
  const host = new ProcedureHost(bytes, manifest.macros);

  /** Compares token by token: white space is a matter of rendering. */
  const expectTokens = (tokens: readonly TokenTree[], code: string) =>
    expect(leafTexts(tokens)).toEqual(leafTexts(host.parse(code)));

  test('derive', async () => {
    const { tokens, diagnostics } = await host.expand('Builder', 'derive', connection);
    expect(diagnostics).toEqual([]);
    expectTokens(
      tokens,
      'impl Connection { pub fn builder() -> ConnectionBuilder { ConnectionBuilder ' +
        '{ host: ::core::option::Option::None, port: ::core::option::Option::None, } } } ' +
        'pub struct ConnectionBuilder { host: ::core::option::Option < String >, port: ::core::option::Option < u16 >, } ' +
        'impl ConnectionBuilder { pub fn host(mut self, value: String) -> Self { self.host = ::core::option::Option::Some(value); self } ' +
        'pub fn port(mut self, value: u16) -> Self { self.port = ::core::option::Option::Some(value); self } ' +
        'pub fn build(self) -> Connection { Connection { ' +
        'host: match self.host { ::core::option::Option::Some(value) => value, ' +
        '::core::option::Option::None => ::core::panic!("the field `host` is not set"), }, ' +
        'port: match self.port { ::core::option::Option::Some(value) => value, ::core::option::Option::None => 443, }, } } }',
    );
  });

  test('a name of the input keeps its place, a made one has that of the derive', async () => {
    const input = host.parse(connection, '/demo/src/lib.rs');
    const { tokens } = await host.expand('Builder', 'derive', input);
    const name = tokens[1];
    const structName = input[2];
    expect(name?.kind === 'ident' && structName?.kind === 'ident' && name.span).toEqual(
      structName?.kind === 'ident' && structName.span,
    );
    const word = tokens[0];
    const text =
      word?.kind === 'ident' && host.sources.get(word.span.source).text.slice(word.span.start, word.span.end);
    expect(text).toBe('Builder');
  });

  test('attribute', async () => {
    const { tokens } = await host.expand(
      'logged',
      'attribute',
      'fn greet(name: &str) -> String { name.into() }',
      '"hi"',
    );
    expectTokens(
      tokens,
      'fn greet(name: &str) -> String { ::std::println!("enter {}", "hi"); ' +
        'let result = (move || { name.into() }) (); ::std::println!("leave {}", "hi"); result }',
    );
  });

  test('function-like', async () => {
    const { tokens } = await host.expand('states', 'bang', 'Light: Red -> Green');
    expectTokens(
      tokens,
      '#[derive(Clone, Copy, Debug, PartialEq, Eq)] pub enum Light { Red, Green, } impl Light { ' +
        'pub const fn first() -> Self { Self::Red } ' +
        'pub const fn next(self) -> Self { match self { Self::Red => Self::Green, Self::Green => Self::Red, } } }',
    );
  });

  test('an error of the macro is a diagnostic at its place, and the tokens stay', async () => {
    const { tokens, diagnostics } = await host.expand('Builder', 'derive', 'struct Unit;');
    expectTokens(tokens, '::core::compile_error! { "a builder needs named fields and no generics" }');
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        message: 'a builder needs named fields and no generics',
        span: { start: 11, end: 12 },
      },
    ]);
  });
});

test(
  'a module built anew from the sources does what the kept one does',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demo-'));
    try {
      execFileSync(process.execPath, [join(prebuilt, 'build.mjs'), folder]);
      const kept = openPrebuilt(prebuilt);
      const built = openPrebuilt(folder);
      expect(built.manifest.macros).toEqual(kept.manifest.macros);
      const expand = async ({ manifest, bytes }: typeof kept) => {
        const host = new ProcedureHost(bytes, manifest.macros);
        const results = [
          await host.expand('Builder', 'derive', connection),
          await host.expand('logged', 'attribute', 'fn f() { g() }'),
          await host.expand('states', 'bang', 'A: B'),
          await host.expand('states', 'bang', 'A'),
        ];
        return results.map(({ tokens, diagnostics }) => ({ text: printTokens(tokens), diagnostics }));
      };
      expect(await expand(built)).toEqual(await expand(kept));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  buildTimeout,
);
