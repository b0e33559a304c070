import type { ByteWriter } from './byteWriter';
import { INSTRUCTIONS_SIGN_SHIFT, STACK_SHIFT } from './counter';
import { writeEndIfNegative, type AddedGlobals, type LocalGroup } from './functionCode';
import { EMPTY_BLOCK, Op } from './instructions';
import type { FunctionType } from './moduleSections';

/** A function after its instructions were rewritten, and what the call graph needs to know of it. */
export interface RewrittenFunction {
  readonly type: FunctionType;
  readonly locals: readonly LocalGroup[];
  /** Its instructions are there in the code of all functions, without the last `end`. */
  readonly start: number;
  readonly end: number;
  /** Where in between it returns, and with what debt: places and debts in turn. */
  readonly returns: readonly number[];
  /** The debt at its end. */
  readonly debt: number;
  /** Whether a conditional branch leads to its end. */
  readonly hasLabel: boolean;
  /** What its frame weighs, in units of stack. */
  readonly frameUnits: number;
  /** What all its instructions together cost, each executed once. */
  readonly cost: number;
  /** Functions that it calls, once for every instruction that does. Imported functions are left out. */
  readonly calls: readonly number[];
  /** Types that it calls through the table. */
  readonly indirectCalls: readonly number[];
}

/**
 * Writes the body of a function, with its size in front.
 *
 * @param code The code of all functions.
 * @param weight Units of stack to pay and check on entry, and give back on return; 0 for a function that
 * needs no check.
 * @param blockTypeOf Index of a block type without parameters and with these results.
 */
export function writeFunction(
  rewritten: RewrittenFunction,
  code: ByteWriter,
  weight: number,
  globals: AddedGlobals,
  blockTypeOf: (results: readonly number[]) => number,
  frame: ByteWriter,
  output: ByteWriter,
): void {
  const { type, locals, returns, hasLabel } = rewritten;
  const counter = type.parameters.length;
  frame.clear();
  frame.u32(locals.length);
  for (const group of locals) {
    frame.u32(group.count);
    frame.u8(group.type);
  }
  if (weight > 0) writeEntry(weight, counter, globals, frame);
  if (hasLabel) {
    frame.u8(Op.block);
    const [result, ...more] = type.results;
    if (result === undefined) frame.u8(EMPTY_BLOCK);
    else if (more.length === 0) frame.u8(result);
    else frame.signed(blockTypeOf(type.results));
  }
  let copied = rewritten.start;
  for (let index = 0; index < returns.length; index += 2) {
    const at = returns[index] ?? 0;
    frame.appendWriter(code, copied, at);
    copied = at;
    writeCounter(frame, counter, weight, returns[index + 1] ?? 0);
    frame.u8(Op.return);
  }
  frame.appendWriter(code, copied, rewritten.end);
  if (hasLabel) frame.u8(Op.end);
  writeCounter(frame, counter, weight, rewritten.debt);
  frame.u8(Op.end);
  output.u32(frame.length);
  output.appendWriter(frame);
}

/** Pays for the frame, and ends the call if one of the two budgets is overdrawn. */
function writeEntry(weight: number, counter: number, globals: AddedGlobals, frame: ByteWriter): void {
  writeCounter(frame, counter, -weight, 0);
  frame.u8(Op.localTee);
  frame.u32(counter);
  // Either sign, in the place of the upper one.
  frame.u8(Op.localGet);
  frame.u32(counter);
  frame.u8(Op.i64Const);
  frame.signed(INSTRUCTIONS_SIGN_SHIFT);
  frame.u8(Op.i64ShiftLeft);
  frame.u8(Op.i64Or);
  writeEndIfNegative(frame, counter, globals);
}

/** Puts the counter on the stack, with units of stack added and instructions charged. */
function writeCounter(frame: ByteWriter, counter: number, stackUnits: number, charge: number): void {
  frame.u8(Op.localGet);
  frame.u32(counter);
  if (stackUnits === 0 && charge === 0) return;
  frame.u8(Op.i64Const);
  if (stackUnits === 0) frame.signed(-charge);
  else frame.signed64((BigInt(stackUnits) << BigInt(STACK_SHIFT)) - BigInt(charge));
  frame.u8(Op.i64Add);
}
