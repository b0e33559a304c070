import { expect, test } from 'vitest';
import { matchesPlatform } from './cfgExpression';
import { CfgOptions, parseCfgLines } from './cfgSet';

const cfg = new CfgOptions(parseCfgLines('unix\ntarget_os="linux"\ntarget_arch="x86_64"'));
const matches = (platform: string): boolean => matchesPlatform(platform, cfg, 'x86_64-unknown-linux-gnu');

test('the tables of [target] hold for the platforms that they name', () => {
  expect(matches('cfg(unix)')).toBe(true);
  expect(matches('cfg(windows)')).toBe(false);
  expect(matches('cfg(all(unix, not(target_os = "macos")))')).toBe(true);
  expect(matches('cfg(any(windows, target_os="linux",))')).toBe(true);
  expect(matches('cfg(all())')).toBe(true);
  expect(matches('cfg(any())')).toBe(false);
  expect(matches('x86_64-unknown-linux-gnu')).toBe(true);
  expect(matches('x86_64-pc-windows-msvc')).toBe(false);
});

test('a table that cannot be read holds for no platform', () => {
  for (const platform of [
    'cfg(',
    'cfg()',
    'cfg(all(unix)',
    'cfg(unix unix)',
    'cfg(not(unix, unix))',
    'cfg(= "a")',
  ])
    expect(matches(platform), platform).toBe(false);
  expect(matches(`cfg(${'not('.repeat(10_000)}unix${')'.repeat(10_000)})`)).toBe(false);
});
