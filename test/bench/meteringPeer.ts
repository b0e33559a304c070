/** The npm package wasm-metering, for comparison: it is asked for only here, and lives in a temporary folder. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webAssembly } from '../../server/src/sandbox/webAssembly';

const version = '0.2.1';
const folder = join(tmpdir(), `macroscope-wasm-metering-${version}`);

/**
 * The module as wasm-metering makes it, in `file`, and the milliseconds that took; or a message why not. The package
 * does not know the sign extension instructions, so binaryen replaces them first.
 */
export function meterByPeer(module: string, file: string): { readonly millis: number } | string {
  try {
    if (!existsSync(join(folder, 'node_modules/wasm-metering'))) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"private":true}');
      const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      execFileSync('npm', ['install', `wasm-metering@${version}`, ...options], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    }
    const lowered = `${file}.lowered`;
    const features = ['--enable-sign-ext', '--enable-mutable-globals', '--enable-bulk-memory'];
    execFileSync(
      'wasm-opt',
      [module, ...features, '--enable-nontrapping-float-to-int', '--signext-lowering', '-o', lowered],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const metering = nodeModule.createRequire(join(folder, 'package.json'))('wasm-metering') as {
      meterWASM(bytes: Buffer): Uint8Array;
    };
    const started = performance.now();
    writeFileSync(file, metering.meterWASM(readFileSync(lowered)));
    const millis = performance.now() - started;
    if (!webAssembly.validate(readFileSync(file))) return 'makes an invalid module';
    return { millis };
  } catch (error) {
    return `fails: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}`;
  }
}
