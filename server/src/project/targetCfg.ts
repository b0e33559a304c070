/** What `rustc --print cfg` says for common targets, for when no program may be run. */
import type { CfgOption } from './cfgSet';
import { parseCfgLines } from './cfgSet';

const architectures: Readonly<Record<string, readonly string[]>> = {
  x86_64: ['target_arch="x86_64"', 'target_feature="fxsr"', 'target_feature="sse"', 'target_feature="sse2"'],
  aarch64: ['target_arch="aarch64"', 'target_feature="neon"'],
};

const systems: Readonly<Record<string, readonly string[]>> = {
  linux: ['target_os="linux"', 'target_env="gnu"', 'target_vendor="unknown"', 'target_family="unix"', 'unix'],
  darwin: ['target_os="macos"', 'target_env=""', 'target_vendor="apple"', 'target_family="unix"', 'unix'],
  windows: [
    'target_os="windows"',
    'target_env="msvc"',
    'target_vendor="pc"',
    'target_family="windows"',
    'windows',
  ],
};

const everywhere = [
  'debug_assertions',
  'panic="unwind"',
  'target_abi=""',
  'target_endian="little"',
  'target_pointer_width="64"',
  'target_has_atomic="8"',
  'target_has_atomic="16"',
  'target_has_atomic="32"',
  'target_has_atomic="64"',
  'target_has_atomic="ptr"',
];

/** The target triple of the machine that this runs on, as far as the table knows it. */
export function hostTriple(platform: string, architecture: string): string {
  const cpu = architecture === 'arm64' ? 'aarch64' : 'x86_64';
  if (platform === 'win32') return `${cpu}-pc-windows-msvc`;
  if (platform === 'darwin') return `${cpu}-apple-darwin`;
  return `${cpu}-unknown-linux-gnu`;
}

/** Options for a target triple. A triple that the table does not know is taken for x86_64 Linux, part by part. */
export function builtInTargetCfg(triple: string): CfgOption[] {
  const parts = triple.split('-');
  const architecture = architectures[parts[0] ?? ''] ?? architectures['x86_64'] ?? [];
  const system =
    parts.map((part) => systems[part]).find((found) => found !== undefined) ?? systems['linux'] ?? [];
  const options = [...everywhere, ...architecture, ...system];
  if (triple.endsWith('-musl')) options.splice(options.indexOf('target_env="gnu"'), 1, 'target_env="musl"');
  if (triple.endsWith('-windows-gnu'))
    options.splice(options.indexOf('target_env="msvc"'), 1, 'target_env="gnu"');
  return parseCfgLines(options.join('\n'));
}
