import type { Crate } from './model';

/** Targets of a package, the one first that its other code depends on, and that a file most likely belongs to. */
export const targetOrder: readonly Crate['target'][] = [
  'lib',
  'proc-macro',
  'bin',
  'example',
  'test',
  'bench',
  'build-script',
];
