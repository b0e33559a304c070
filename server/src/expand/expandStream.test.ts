import { describe, expect, it } from 'vitest';
import type { Crate } from '../project/model';
import type { MacroDefinition, ModuleHandle, Resolver, Scope } from '../resolve/definition';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { printTokens } from '../syntax/tokenText';
import type { Group, TokenTree } from '../syntax/token';
import { expandStream } from './expandStream';
import type { ExpansionNode } from './expansionTree';

const tokensOf = (text: string): TokenTree[] => parseTokenTrees({ id: 0, path: undefined, text }).tokens;

/** Expands with macros given by their output; a derive may declare helpers. What the stream asks to expand is recorded. */
async function expand(
  code: string | TokenTree[],
  macros: Record<string, { output: string; helpers?: string[] }>,
) {
  const asked: string[] = [];
  const span = { source: 0, start: 0, end: 0, context: 0 };
  const resolver: Pick<Resolver, 'resolveMacro' | 'scopeInside'> = {
    scopeInside: (scope) => scope,
    resolveMacro: (path) => {
      const name = path.segments.at(-1)?.text ?? '';
      const base = { name, crate: 0, file: '', span };
      const found = macros[name];
      return found
        ? {
            found: true,
            definition: {
              ...base,
              engine: 'procedural',
              kind: 'derive',
              helperAttributes: found.helpers ?? [],
            } satisfies MacroDefinition,
          }
        : { found: false, failure: { message: '', segment: name, lookedIn: '', nearest: [] } };
    },
  };
  const scope: Scope = { crate: 0, module: {} as ModuleHandle, textual: { depth: 0 } };
  const result = await expandStream(typeof code === 'string' ? tokensOf(code) : code, scope, 'item', {
    crate: { cfg: { has: (key) => key === 'on' } } as Partial<Crate> as Crate,
    resolver: resolver as Resolver,
    expand: (invocation) => {
      const resolution = resolver.resolveMacro(invocation.path, invocation.kind, scope);
      const path = invocation.path.segments.map((segment) => segment.text).join('::');
      asked.push(path);
      const definition = resolution.found ? resolution.definition : undefined;
      const tokens = tokensOf(macros[path]?.output ?? '');
      const node: ExpansionNode = {
        path,
        kind: invocation.kind,
        invocation,
        definition,
        result: tokens,
        children: [],
      };
      return Promise.resolve(node);
    },
  });
  return { text: printTokens(result), asked };
}

describe('calls in a stream of tokens', () => {
  it('a helper of an expanded derive is no macro, even where a macro of its name is in scope', async () => {
    const macros = {
      Where: { output: 'impl W {}', helpers: ['where_for'] },
      where_for: { output: 'broken' },
    };
    const { text, asked } = await expand(
      '#[derive(Where)] #[where_for(T)] struct S; #[where_for(T)] struct R;',
      macros,
    );
    expect(asked).toEqual(['Where', 'where_for']);
    expect(text).toContain('#[where_for(T)] struct S; impl W {}');
  });

  it('attributes are expanded from left to right, and a derive behind one is its business', async () => {
    const { asked } = await expand('#[first] #[derive(D)] struct S;', {
      first: { output: 'struct S;' },
      D: { output: '' },
    });
    expect(asked).toEqual(['first']);
  });

  it('what cfg disables is gone before any call is seen', async () => {
    const { text, asked } = await expand('#[cfg(off)] m!(); #[cfg(on)] n!();', {
      m: { output: 'A' },
      n: { output: 'fn b() {}' },
    });
    expect(asked).toEqual(['n']);
    expect(text).toContain('fn b() {}');
  });

  // rustc 1.85.1 says so: warning "unused attribute", and `-Zunpretty=expanded` has none of the attributes.
  it('the attributes of a call go with it', async () => {
    const macros = { none: { output: '' }, one: { output: 'fn a() {}' }, pat: { output: '1' } };
    const text = '/// doc\n#[cfg(on)] none! {} #[cfg(on)] one!(); fn b() {}';
    expect((await expand(text, macros)).text).toBe('fn a() {} fn b() {}');
    expect((await expand('fn f() { #[allow(unused)] one!(); }', macros)).text).toContain('fn a() {}');
    const arm = 'fn f() { match x { #[cfg(on)] pat!() => 2, _ => 3 } }';
    expect((await expand(arm, macros)).text).toContain('{ #[cfg(on)] 1 => 2,');
  });

  it('attributes before an item that was passed on are attributes of that item', async () => {
    const passOn = (attributes: string, item: string): TokenTree[] => [
      ...tokensOf(attributes),
      { ...tokensOf('()')[0], delimiter: 'invisible', fragment: 'item', tokens: tokensOf(item) } as Group,
    ];
    const macros = { one: { output: 'fn a() {}' }, gone: { output: '' } };
    const text = async (attributes: string, item: string) =>
      (await expand(passOn(attributes, item), macros)).text;
    expect(await text('/// doc\n#[cfg(on)]', '#[cfg(off)] mod m;')).toBe('');
    expect(await text('#[cfg(on)]', '#[cfg(on)] one!();')).toBe('fn a() {}');
    expect(await text('#[inline]', '#[gone] fn f() {}')).toBe('');
    expect(await text('#[gone]', '#[inline] fn f() {}')).toBe('');
    expect(await text('#[inline]', 'fn f() {}')).toBe('#[inline] fn f() {}');
  });

  // rustc 1.85.1 leaves an empty statement behind `g(); ` too, which says nothing to a reader.
  it('the semicolon of a call ends an expression, and is gone behind what has an end', async () => {
    const macros = {
      item: { output: 'g(); fn a() {}' },
      block: { output: 'if b {}' },
      value: { output: '1' },
      ended: { output: 'g();' },
    };
    const text = 'fn f() { item!(); block!(); value!(); ended!(); }';
    expect((await expand(text, macros)).text).toBe('fn f() { g(); fn a() {} if b {}; 1; g(); }');
  });

  it('an empty statement keeps its semicolon, and an expression stays one operand', async () => {
    const macros = { nothing: { output: '' }, sum: { output: '1 + 2' } };
    expect((await expand('fn f() { nothing!(); sum!() * 3 }', macros)).text).toContain('{ ; 1 + 2 * 3 }');
  });
});
