import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * An environment in which `rustc` can compile to wasm32-wasip1: this process's own, or with the distribution's compiler first. Throws
 * when the machine has no such compiler: these tests are about nothing else.
 */
export function wasmCapableEnvironment(): Environment {
  const candidates: Environment[] = [
    process.env,
    { ...process.env, PATH: `/usr/bin:${process.env['PATH'] ?? ''}` },
  ];
  for (const env of candidates) {
    const { stdout } = spawnSync('rustc', ['--print', 'sysroot'], { env, encoding: 'utf8' });
    if (stdout && existsSync(join(stdout.trim(), 'lib/rustlib/wasm32-wasip1/lib'))) return env;
  }
  throw new Error('no rustc with the target wasm32-wasip1 was found');
}
