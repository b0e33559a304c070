import { describe, expect, test } from 'vitest';
import { hasPathAttribute, textFeatures } from './textFeatures';

const names = (content: string | Buffer) => [...textFeatures(content).definedMacros];

describe.each([
  ['of a text', (text: string) => text],
  ['of bytes', (text: string) => Buffer.from(text)],
])('the features %s', (_, of) => {
  test('name the macros that it may define', () => {
    const text = 'macro_rules! a {} macro_rules ! r#try {}\nmacro_rules!\n größe {}; macro_rules';
    expect(names(of(text))).toEqual(['a', 'try', 'größe']);
    expect(names(of('fn f() { vec![1] }'))).toEqual([]);
  });

  test('tell an inner macro_use from one of an item', () => {
    expect(textFeatures(of('#![allow(x)]\n#![macro_use]'))).toMatchObject({ innerMacroUse: true });
    expect(textFeatures(of('#![cfg_attr(a, macro_use)]'))).toMatchObject({ innerMacroUse: true });
    expect(textFeatures(of('#![allow(x)]\n#[macro_use] mod m;'))).toMatchObject({
      macroUse: true,
      innerMacroUse: false,
      mayExportMacros: false,
    });
  });

  test('tell whether a module may be given a path', () => {
    for (const text of ['#[path="a.rs"]', '#[cfg_attr(a, path\n = r#"a.rs"#)]', '#[path = $file]'])
      expect(hasPathAttribute(of(text))).toBe(true);
    expect(hasPathAttribute(of('let path = a; std::path::Path; path == "a"'))).toBe(false);
  });

  test('take linear time', () => {
    const hostile = '#![macro_us '.repeat(200_000) + 'macro_rules!'.repeat(100_000);
    expect(textFeatures(of(hostile))).toMatchObject({ macroUse: false });
  });
});
