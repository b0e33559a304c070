/**
 * The counter that a rewritten module carries through all its functions: one i64 that holds what is left of
 * two budgets, both signed.
 *
 *     bits 48..63  stack left, in units of 256 bytes
 *     bits 0..47   instructions left
 *
 * It is `stack left * 2^48 + instructions left`, so one subtraction pays for both, and each is overdrawn
 * exactly when its own sign bit is set: bit 63 and bit 47. Instructions are in the low bits because almost
 * all charges are of instructions, and small constants make small code.
 */

/** One unit of stack, in the counter, as the power of two. */
export const STACK_SHIFT = 48;
/** Shifted left by so many bits, the counter has the sign of the instructions left. */
export const INSTRUCTIONS_SIGN_SHIFT = 16;

/**
 * What the global of `COUNTER_EXPORT` holds while the counter travels through functions. No counter has this
 * value: less than all of the stack is charged at once, and only while some is left.
 */
export const COUNTER_ELSEWHERE = -(2n ** 63n);

const STACK_UNIT_BYTES = 256;
/**
 * What a chain of functions without a check of their own may weigh (see `callGraph.ts`). Less means more checks;
 * more means that recursion pays more for what it might call.
 */
export const UNCHECKED_STACK_UNITS = 16;
/** The stack budget: 8 MB, a sixteenth of what a worker is given (`workerThread.ts`). */
export const MAXIMUM_STACK_UNITS = 32767;
const MAXIMUM_INSTRUCTIONS = 2 ** 46;

/** Names under which a rewritten module exports its accounts to the host. No guest may export them itself. */
export const COUNTER_EXPORT = 'macroscope:counter';
export const PAGE_LIMIT_EXPORT = 'macroscope:page-limit';
export const GROWTH_EXPORT = 'macroscope:growth';

/** What the global of `GROWTH_EXPORT` holds when memory did not grow as the guest asked. */
export const Growth = {
  /** The call's limit refused it. */
  refused: 1,
  /** It was allowed, and V8 had no memory. The guest ended there. */
  failed: 2,
} as const;

/** The counter at the start of a call. Budgets outside of what it can hold are brought within. */
export function fullCounter(instructions: number, stackUnits = MAXIMUM_STACK_UNITS): bigint {
  const within = (budget: number, most: number): bigint =>
    BigInt(Math.min(Math.max(0, Math.floor(budget)), most));
  return (
    (within(stackUnits, MAXIMUM_STACK_UNITS) << BigInt(STACK_SHIFT)) +
    within(instructions, MAXIMUM_INSTRUCTIONS)
  );
}

export interface CounterState {
  /** Whether the counter was where the host looked for it. If not, a trap took it along. */
  readonly isKnown: boolean;
  /** Negative when overdrawn, NaN when not known. */
  readonly instructionsLeft: number;
  readonly stackOverdrawn: boolean;
}

export function readCounter(counter: bigint): CounterState {
  if (counter === COUNTER_ELSEWHERE) {
    return { isKnown: false, instructionsLeft: Number.NaN, stackOverdrawn: false };
  }
  return {
    isKnown: true,
    instructionsLeft: Number(BigInt.asIntN(STACK_SHIFT, counter)),
    stackOverdrawn: counter < 0n,
  };
}

/** The counter after the host has done work that is worth so many instructions. */
export function chargedCounter(counter: bigint, instructions: number): bigint {
  return counter - BigInt(Math.min(Math.max(0, Math.ceil(instructions)), MAXIMUM_INSTRUCTIONS));
}

/** The instructions left of one counter with the stack left of another: what holds after frames were given up. */
export function unwoundCounter(instructionsOf: bigint, stackOf: bigint): bigint {
  const shift = BigInt(STACK_SHIFT);
  return ((stackOf >> shift) << shift) + BigInt.asIntN(STACK_SHIFT, instructionsOf);
}

/**
 * How many values that only an optimising compiler keeps weigh as much as one that the function itself keeps.
 */
const KEPT_VALUES_PER_VALUE = 8;

/**
 * What a frame weighs: 256 bytes, and 8 for every parameter, local and operand, as if none were in a
 * register. An optimising compiler may also keep what it computed once because the function computes it again
 * later (value numbering; V8 in Node 24 does so). How much it keeps nobody can say, but no more
 * than the function computes. Those weigh an eighth, and the stack is sixteen times what is counted, so that
 * whatever V8 does, the count runs out first.
 *
 * @param values Parameters, locals and operands.
 * @param kept Values computed (see `MAY_BE_KEPT`).
 */
export function frameUnits(values: number, kept: number): number {
  const bytes = (values + kept / KEPT_VALUES_PER_VALUE) * 8;
  return Math.min(MAXIMUM_STACK_UNITS, 1 + Math.ceil(bytes / STACK_UNIT_BYTES));
}
