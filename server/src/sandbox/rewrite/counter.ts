/**
 * The counter that a rewritten module carries through all its functions: one i64 that holds what is left of
 * two budgets.
 *
 *     bit 63       sign: set as soon as more instructions were executed than allowed
 *     bits 16..62  instructions left
 *     bit 15       guard: cleared as soon as the stack budget is overdrawn
 *     bits 0..14   stack left, in units of 256 bytes
 *
 * So one subtraction pays for both, and one comparison checks both.
 */

/** One instruction, in the counter. */
export const INSTRUCTION = 65536;
/** What the counter's bits are masked with, and must then equal `GUARD`, when neither budget is overdrawn. */
export const BUDGET_BITS = -(1n << 63n) + 32768n;
export const GUARD = 32768;

/** 8 MB less one unit: a sixteenth of the stack that a worker is given (`workerThread.ts`). */
export const MAXIMUM_STACK_UNITS = 32767;
const STACK_UNIT_BYTES = 256;
const MAXIMUM_INSTRUCTIONS = 2 ** 46;

/** Names under which a rewritten module exports its accounts to the host. No guest may export them itself. */
export const COUNTER_EXPORT = 'macroscope:counter';
export const PAGE_LIMIT_EXPORT = 'macroscope:page-limit';
export const GROWTH_REFUSED_EXPORT = 'macroscope:growth-refused';

/** The counter at the start of a call. Budgets are cut to what the counter can hold. */
export function fullCounter(instructions: number, stackUnits = MAXIMUM_STACK_UNITS): bigint {
  const allowed = wholeUpTo(instructions, MAXIMUM_INSTRUCTIONS);
  return (BigInt(allowed) << 16n) | BigInt(GUARD + wholeUpTo(stackUnits, MAXIMUM_STACK_UNITS));
}

function wholeUpTo(value: number, maximum: number): number {
  return Math.min(Math.max(0, Math.floor(value)), maximum);
}

export interface CounterState {
  /** Negative when overdrawn. */
  readonly instructionsLeft: number;
  readonly stackOverdrawn: boolean;
}

export function readCounter(counter: bigint): CounterState {
  return {
    instructionsLeft: Number(BigInt.asIntN(64, counter) >> 16n),
    stackOverdrawn: (counter & BigInt(GUARD)) === 0n,
  };
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
 * whatever V8 does, the count runs out first. Functions that call nothing weigh nothing: only one of them can
 * be on the stack.
 *
 * @param values Parameters, locals and operands.
 * @param kept Values computed (see `MAY_BE_KEPT`).
 */
export function frameUnits(values: number, kept: number): number {
  const bytes = (values + kept / KEPT_VALUES_PER_VALUE) * 8;
  return Math.min(MAXIMUM_STACK_UNITS, 1 + Math.ceil(bytes / STACK_UNIT_BYTES));
}
