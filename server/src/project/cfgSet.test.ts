import { expect, test } from 'vitest';
import { CfgOptions, parseCfgLines, parseCfgOption } from './cfgSet';

test('options are read as rustc prints them and as users write them', () => {
  expect(parseCfgOption('unix')).toEqual({ key: 'unix', value: null });
  expect(parseCfgOption('feature="std"')).toEqual({ key: 'feature', value: 'std' });
  expect(parseCfgOption(' feature = std ')).toEqual({ key: 'feature', value: 'std' });
  expect(parseCfgOption('target_abi=""')).toEqual({ key: 'target_abi', value: '' });
  expect(parseCfgOption('note="a \\"b\\""')).toEqual({ key: 'note', value: 'a "b"' });
  expect(parseCfgOption('1=2')).toBeUndefined();
  expect(parseCfgLines('unix\n\ndebug_assertions\n')).toHaveLength(2);
});

test('a key may have several values, and a key without a value is another option', () => {
  const cfg = new CfgOptions(parseCfgLines('feature="a"\nfeature="b"\nunix'));
  expect(cfg.has('feature', 'a')).toBe(true);
  expect(cfg.has('feature', 'b')).toBe(true);
  expect(cfg.has('feature', null)).toBe(false);
  expect(cfg.has('unix', null)).toBe(true);
  expect(cfg.without('feature').has('feature', 'a')).toBe(false);
});
