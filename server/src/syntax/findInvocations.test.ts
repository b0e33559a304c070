import { describe, expect, it } from 'vitest';
import { findInvocations, findInvocationsAround, findNestedCalls } from './findInvocations';
import { parseTokenTrees } from './parseTokenTrees';
import { printTokens } from './tokenText';
import { siteTokens } from './invocationSite';
import type { StreamForm } from './findInvocations';
import type { InvocationSite } from './invocationSite';
import type { TokenTree } from './token';

function find(text: string, form: StreamForm = 'items') {
  return findInvocations(parseTokenTrees({ id: 0, path: undefined, text }).tokens, form);
}

function describeSite(site: InvocationSite): string {
  const path = (site.path.global ? '::' : '') + site.path.segments.map((segment) => segment.text).join('::');
  return `${site.kind} ${path} ${site.position}`;
}

function describeSites(text: string, form?: StreamForm): string[] {
  return find(text, form).map(describeSite);
}

describe('bang calls', () => {
  it.each([
    ['a!(x); b::c! { } ::d![];', ['bang a item', 'bang b::c item', 'bang ::d item']],
    ['fn f() { a!(x); b! {} c!(y) }', ['bang a statement', 'bang b statement', 'bang c expression']],
    [
      'fn f() { a!(x).g(); b! {}.h(); let x = c!(); d!()?; }',
      ['bang a expression', 'bang b expression', 'bang c expression', 'bang d expression'],
    ],
    [
      'fn f() -> a!() { let b!(x): c!() = d!(); }',
      ['bang a type', 'bang b pattern', 'bang c type', 'bang d expression'],
    ],
    ['fn f(a!(x): b!(y), c: V<D, e![,]>) {}', ['bang a pattern', 'bang b type', 'bang e type']],
    [
      'fn f() { match a!() { b!(x) if c!() => d!(), E { f: g!() } => { h!(); } i!() => j!() } }',
      [
        'bang a expression',
        'bang b pattern',
        'bang c expression',
        'bang d expression',
        'bang g pattern',
        'bang h statement',
        'bang i pattern',
        'bang j expression',
      ],
    ],
    [
      'fn f() { for a!(x) in b!(y) { c!(); } while let d!() = e!() {} if f!() { g!() } else { h!() } i!{} }',
      [
        'bang a pattern',
        'bang b expression',
        'bang c statement',
        'bang d pattern',
        'bang e expression',
        'bang f expression',
        'bang g expression',
        'bang h expression',
        'bang i statement',
      ],
    ],
    [
      'fn f() { x.map(|a!(y), z: b!()| c!()).g(|| { d!(); }); let s = S { k: e!(), ..f!() }; y as g!() + h!() }',
      [
        'bang a pattern',
        'bang b type',
        'bang c expression',
        'bang d statement',
        'bang e expression',
        'bang f expression',
        'bang g type',
        'bang h expression',
      ],
    ],
    [
      'fn f() { a::<b!()>::c(d!()); <e!() as F<g!()>>::h(i!()) < j!(); x < k!() && l!() > y; m::<{ n!() }, A = o!()>(p!()) }',
      [
        'bang b type',
        'bang d expression',
        'bang e type',
        'bang g type',
        'bang i expression',
        'bang j expression',
        'bang k expression',
        'bang l expression',
        'bang n expression',
        'bang o type',
        'bang p expression',
      ],
    ],
    [
      'fn f() { let A::<a!()>::B(b!()) = c::<V<d!()>>(e!()) >> f!(); g as h!() < i!(); if j < k!() { l!(); } m as u8 * n!() as V<o!(), *p!()> & q!(); r as u8 > s!() }',
      [
        'bang a type',
        'bang b pattern',
        'bang d type',
        'bang e expression',
        'bang f expression',
        'bang h type',
        'bang i expression',
        'bang k expression',
        'bang l statement',
        'bang n expression',
        'bang o type',
        'bang p type',
        'bang q expression',
        'bang s expression',
      ],
    ],
    // Nothing is lost when what was opened is never closed.
    ['fn f() { a::<b!(; c!(); d!() }', ['bang b type']],
    ['fn f() { a::<b; c!(); let d!() = e!(); }', ['bang c statement', 'bang d pattern', 'bang e expression']],
    ["fn f() { 'a: loop { break 'a b!(); } return c!(); }", ['bang b expression', 'bang c expression']],
    [
      'const A: a!() = b!(); static B: [u8; c!()] = [d!(); 2]; type C = e!();',
      ['bang a type', 'bang b expression', 'bang c expression', 'bang d expression', 'bang e type'],
    ],
    [
      'struct S { a: a!(), b: b!() } struct T(c!()); enum E { A(d!()), B { x: e!() } , C = f!() }',
      ['bang a type', 'bang b type', 'bang c type', 'bang d type', 'bang e type', 'bang f expression'],
    ],
    [
      'impl T for a!() { b!(); const X: u8 = c!(); fn g() { d!(); } } trait U { e!{} } extern "C" { f!(); } unsafe extern "C" { g!(); }',
      [
        'bang a type',
        'bang b item',
        'bang c expression',
        'bang d statement',
        'bang e item',
        'bang f item',
        'bang g item',
      ],
    ],
    [
      'mod m { a!(); mod n { fn f() { struct S(b!()); impl S { fn g() { c!(); } } } } }',
      ['bang a item', 'bang b type', 'bang c statement'],
    ],
    [
      'fn f() { async move { a!() }; unsafe { b!() }; const { c!() } r#if!(x); crate::d!(); self::e!(); }',
      [
        'bang a expression',
        'bang b expression',
        'bang c expression',
        'bang if statement',
        'bang crate::d statement',
        'bang self::e statement',
      ],
    ],
  ])('in %s', (text, expected) => {
    expect(describeSites(text)).toEqual(expected);
  });

  it.each([
    'fn f() { if !(a) {} while ![b][0] {} return !{ c }; match !(x) { _ => break !(1) } let y = a !=(b); }',
    'macro_rules! m { ($a:tt) => { n!($a) } }',
    'macro m($a:tt) { n!($a) }',
    '#[cfg(x = "y", b!())] fn f() -> ! { loop {} }',
    'fn f(x: fn() -> !) where T: Fn(u8) -> ! {}',
  ])('are none in %s', (text) => {
    expect(describeSites(text)).toEqual([]);
  });

  it("in the arguments of a call are that macro's business", () => {
    const [site, ...more] = find('fn f() { a!(b!(), c![{ d!{} }]); }');
    expect(more).toEqual([]);
    expect(site?.kind === 'bang' && findNestedCalls(site.group).map(describeSite)).toEqual([
      'bang b expression',
      'bang c expression',
      'bang d statement',
    ]);
  });

  it('are found in values of attributes', () => {
    expect(
      describeSites(
        '#![doc = a!()] #[doc = b!("x")] struct S { #[doc = c!()] x: u8 } #[cfg_attr(x, doc = d!())] fn f() {}',
      ),
    ).toEqual(['bang a expression', 'bang b expression', 'bang c expression', 'bang d expression']);
  });

  it('know their range, which excludes the semicolon', () => {
    const [item] = find('x::a!(b); fn f() {}');
    expect(item && printTokens(siteTokens(item))).toBe('x::a!(b)');
    expect(item).toMatchObject({
      semicolon: true,
      span: { start: 0, end: 8 },
      nameSpan: { start: 3, end: 4 },
    });
  });

  it("at the end of a macro's output are statements", () => {
    expect(describeSites('let x = 1; a!(x)', 'statements')).toEqual(['bang a statement']);
    expect(describeSites('a!(x)', 'expression')).toEqual(['bang a expression']);
    expect(describeSites('(a!(x), y)', 'pattern')).toEqual(['bang a pattern']);
  });

  it('survive unfinished code', () => {
    expect(
      describeSites('fn f() { let x = ; a!(1) let y = S { b!() } foo.; c!(2); } impl { fn g() { d!(); h(;'),
    ).toEqual(['bang a expression', 'bang b expression', 'bang c statement', 'bang d statement']);
  });
});

describe('derives', () => {
  it('are one per path', () => {
    const sites = find(
      '/// doc\n#[derive(Debug, serde::Serialize, )]\n#[derive(Clone)] #[repr(C)] pub struct S;',
    );
    expect(sites.map(describeSite)).toEqual([
      'derive Debug item',
      'derive serde::Serialize item',
      'derive Clone item',
    ]);
    expect(sites.map((site) => site.kind === 'derive' && [site.attributeIndex, site.deriveIndex])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
    ]);
    expect(sites[1]).toMatchObject({
      span: { start: 24, end: 40 },
      nameSpan: { start: 31 },
      attributeSpan: { start: 8, end: 44 },
    });
    expect(sites[0] && printTokens(siteTokens(sites[0]))).toContain('pub struct S;');
  });

  it('in cfg_attr carry its condition', () => {
    const sites = find(
      '#[cfg_attr(feature = "x", derive(A), b::c(d))] #[cfg_attr(y, cfg_attr(z, derive(E)))] enum F {}',
    );
    const conditions = (site: InvocationSite) =>
      site.kind === 'bang'
        ? []
        : site.predicates.map((predicate: readonly TokenTree[]) => printTokens(predicate));
    expect(sites.map((site) => [describeSite(site), ...conditions(site)])).toEqual([
      ['derive A item', 'feature = "x"'],
      ['attribute b::c item', 'feature = "x"'],
      ['derive E item', 'y', 'z'],
    ]);
  });
});

describe('attributes', () => {
  it('are those that are not built in', () => {
    expect(
      describeSites(
        '#[inline] #[tokio::main(flavor = "x")] #[rustfmt::skip] #[must_use] #[unsafe(no_mangle)] #[rustc_dummy] fn f() { #[a] fn g() {} #[b = "c"] struct S; } impl T { #[d] fn h() {} }',
      ),
    ).toEqual([
      'attribute tokio::main item',
      'attribute a statement',
      'attribute b statement',
      'attribute d item',
    ]);
  });

  it('come with their arguments and their item', () => {
    const [site] = find('mod m { #[a::b(c, d)] #[inline] pub fn f() { g(); } fn h() {} }');
    if (site?.kind !== 'attribute') throw new Error('no attribute');
    expect(printTokens(site.arguments)).toBe('c, d');
    expect(printTokens(siteTokens(site))).toBe('#[a::b(c, d)] #[inline] pub fn f() { g(); }');
  });

  it('on fields, variants, parameters and arms are never macros', () => {
    expect(
      describeSites(
        'struct S { #[serde(skip)] a: u8 } enum E { #[error("x")] A } fn f(#[x] a: u8) { match a { #[y] _ => 1 } }',
      ),
    ).toEqual([]);
  });
});

it('looks into code that is nested deeply, without a crash', () => {
  expect(describeSites(`fn f() { ${'('.repeat(400)}a!()${')'.repeat(400)} }`)).toHaveLength(1);
  expect(() => find('{'.repeat(100_000))).not.toThrow();
});

it('around an offset: all calls that hold it are found, and the calls of other items are not', () => {
  const text = `
    mod a { fn f() { x!(1); y!(z!(2)); } #[attr] fn g() { w!() } }
    #[derive(Clone, Debug)] struct S { a: t!(u!()) }
    v! { fn h() { q!() } }
    const C: u8 = { c!() } + d!();`;
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text });
  const all = findInvocations(tokens);
  const holding = (sites: readonly InvocationSite[], offset: number) =>
    sites
      .filter(({ span }) => span.start <= offset && offset <= span.end)
      .map(({ nameSpan }) => text.slice(nameSpan.start, nameSpan.end));
  for (let offset = 0; offset <= text.length; offset++)
    expect(holding(findInvocationsAround(tokens, offset), offset), `at ${offset}`).toEqual(
      holding(all, offset),
    );
  expect(findInvocationsAround(tokens, text.indexOf('w!')).map(({ path }) => path.segments[0]?.text)).toEqual(
    ['attr', 'w'],
  );
});
