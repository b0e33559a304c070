/**
 * The counter that a rewritten module carries through all its functions: one i64 that holds what is left of two budgets.
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

/** 8 MB less one unit: half of the stack that a worker is given, since V8's frames are larger than the ones counted here. */
const STACK_UNITS = 32767;
const STACK_UNIT_BYTES = 256;
const MAXIMUM_INSTRUCTIONS = 2 ** 46;

/** Names under which a rewritten module exports its accounts to the host. No guest may export them itself. */
export const COUNTER_EXPORT = 'macroscope:counter';
export const PAGE_LIMIT_EXPORT = 'macroscope:page-limit';
export const GROWTH_REFUSED_EXPORT = 'macroscope:growth-refused';

/** The counter at the start of a call. */
export function fullCounter(instructions: number): bigint {
  const allowed = Math.min(Math.max(0, Math.floor(instructions)), MAXIMUM_INSTRUCTIONS);
  return (BigInt(allowed) << 16n) | BigInt(GUARD + STACK_UNITS);
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
 * What a frame weighs: every parameter, local and operand counts as 8 bytes, as if none were in a register, and 256 bytes come on
 * top. Functions that call nothing weigh nothing: only one of them can be on the stack.
 */
export function frameUnits(localsAndOperands: number): number {
  return Math.min(STACK_UNITS, 1 + Math.ceil((localsAndOperands * 8) / STACK_UNIT_BYTES));
}
