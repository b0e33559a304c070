/** Attacks in Rust: orders to the probe (`test/conformance/sandbox/probe.rs`), which goes through Rust's standard library. */
import type { CallChange } from '../../server/src/sandbox/testing/testSandbox';
import { PROBE } from '../conformance/sandbox/probe';
import { hostile, type Attack, type Expected } from './attack';
import type { Laboratory } from './laboratory';

/** Gives the probe an order in words, with the project to read unless told otherwise. */
export function order(
  name: string,
  words: string | ((laboratory: Laboratory) => string),
  expected: Expected | ((laboratory: Laboratory) => Expected),
  change: CallChange = {},
): Attack {
  return hostile(
    name,
    () => PROBE,
    expected,
    (laboratory) => ({
      ...laboratory.view,
      input: new TextEncoder().encode(typeof words === 'string' ? words : words(laboratory)),
      ...change,
    }),
  );
}
