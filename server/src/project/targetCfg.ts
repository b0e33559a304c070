/** What `rustc --print cfg` says for its targets, for when no program may be run. */
import type { CfgOption } from './cfgSet';
import { parseCfgLines } from './cfgSet';
// Recorded from rustc; test/conformance/project/recordTargets.mjs records it again.
import recorded from './targets.json';

const targets: Readonly<Record<string, readonly number[] | undefined>> = recorded.targets;

const architectures: Readonly<Record<string, string | undefined>> = {
  arm64: 'aarch64',
  ia32: 'i686',
  loong64: 'loongarch64',
  ppc64: 'powerpc64le',
  riscv64: 'riscv64gc',
  s390x: 's390x',
  x64: 'x86_64',
};

const systems: Readonly<Record<string, string | undefined>> = {
  android: 'linux-android',
  darwin: 'apple-darwin',
  freebsd: 'unknown-freebsd',
  linux: 'unknown-linux-gnu',
  netbsd: 'unknown-netbsd',
  openbsd: 'unknown-openbsd',
  sunos: 'pc-solaris',
  win32: 'pc-windows-msvc',
};

const commonTriple = 'x86_64-unknown-linux-gnu';

/** The target triple of the machine that this runs on, from the names that Node gives platform and architecture. */
export function hostTriple(platform: string, architecture: string): string {
  const triple = `${architectures[architecture] ?? 'x86_64'}-${systems[platform] ?? 'unknown-linux-gnu'}`;
  return targets[triple] ? triple : commonTriple;
}

/** Options for a target triple, in the dev profile. A triple that the table does not know is taken for x86_64 Linux. */
export function builtInTargetCfg(triple: string): CfgOption[] {
  const numbers =
    (Object.hasOwn(targets, triple) ? targets[triple] : undefined) ?? targets[commonTriple] ?? [];
  return parseCfgLines(numbers.map((number) => recorded.options[number] ?? '').join('\n'));
}
