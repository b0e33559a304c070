import { bangMacros } from '../conformance/procedural/buildTestModule';

/** The macros of torture.rs. */
export const macrosOfTorture = bangMacros(
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
  'writes_and_panics',
  'exits',
  'aborts',
  'prints',
  'prints_without_end',
  'outputs_without_end',
  'nests_deep',
  'counts_calls',
);

/** Those, and the entries of entries.rs, which break the rules of the interface. */
export const tortures = [
  ...macrosOfTorture,
  ...bangMacros('returns_bytes', 'opens_groups', 'returns_nowhere'),
];
