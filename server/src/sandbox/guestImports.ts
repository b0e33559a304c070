import { WASI_SIGNATURES } from './wasi/wasiSignatures';

/** Everything that a guest may import, `module.name`, with its signature. */
export const GUEST_IMPORTS: ReadonlyMap<string, string> = new Map([
  ...[...WASI_SIGNATURES].map(([name, signature]) => [`wasi_snapshot_preview1.${name}`, signature] as const),
  ['macroscope.report_panic', 'ii:'],
  ['macroscope.environment_variable', 'iiii:i'],
  ['macroscope.path_canonicalize', 'iiiii:i'],
  ['macroscope.catch_unwind', 'ii:i'],
  ['macroscope.unwind', ':'],
]);
