import type { MacroExport } from '../../server/src/toolchain/types';

const names = [
  'panics',
  'panics_with_value',
  'catches_own_panic',
  'loops',
  'allocates',
  'recurses',
  'reads_passwords',
  'reads_upwards',
  'walks_folders',
  'peeks',
  'reads_clock',
  'reads_random',
  'reads_environment',
  'spawns_thread',
  'starts_process',
  'opens_socket',
  'writes_file',
  'exits',
  'aborts',
  'prints',
  'prints_without_end',
  'outputs_without_end',
  'nests_deep',
  'counts_calls',
  'returns_bytes',
  'opens_groups',
  'returns_nowhere',
];

/** The macros that the module built from torture.rs and module.rs exports. */
export const tortures: readonly MacroExport[] = names.map((name) => ({
  name,
  kind: 'bang',
  helperAttributes: [],
  entry: `macroscope_bang_${name}`,
}));
