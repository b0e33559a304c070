import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CfgOptions, parseCfgLines } from '../../../server/src/project/cfgSet';
import { builtInTargetCfg, hostTriple } from '../../../server/src/project/targetCfg';

/** Not each compiler tells the same of a target's features, and later ones know more: these are what every one says. */
const stable =
  /^(debug_assertions|panic|target_(abi|arch|endian|env|family|os|pointer_width|vendor)|unix|windows)$/;

const common = [
  'x86_64-unknown-linux-gnu',
  'x86_64-unknown-linux-musl',
  'aarch64-apple-darwin',
  'aarch64-linux-android',
  'i686-pc-windows-msvc',
  'x86_64-pc-windows-gnu',
  'armv7-unknown-linux-gnueabihf',
  'thumbv7em-none-eabihf',
  'riscv64gc-unknown-linux-gnu',
  's390x-unknown-linux-gnu',
  'wasm32-unknown-unknown',
  'wasm32-wasip1',
  'x86_64-unknown-freebsd',
  'x86_64-unknown-none',
];

test.each(common)('the options of %s are those that rustc tells', (triple) => {
  const printed = execFileSync('rustc', ['--print', 'cfg', '--target', triple], { encoding: 'utf8' });
  const texts = (options: CfgOptions): string[] =>
    options.options
      .filter(({ key }) => stable.test(key))
      .map(({ key, value }) => `${key} ${value ?? ''}`)
      .sort();
  expect(texts(new CfgOptions(builtInTargetCfg(triple)))).toEqual(
    texts(new CfgOptions(parseCfgLines(printed))),
  );
});

test("this machine's triple is the compiler's", () => {
  const version = execFileSync('rustc', ['-vV'], { encoding: 'utf8' });
  expect(version).toContain(`host: ${hostTriple(process.platform, process.arch)}\n`);
});
