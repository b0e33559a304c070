import type { RunProgram } from '../program';

/** A browser has no programs: each ends before it begins, with that as its reason. */
export const runProgram: RunProgram = (program) =>
  Promise.resolve({
    code: undefined,
    stdout: '',
    stderr: '',
    failure: `${program} cannot be run in a browser`,
  });
