/**
 * Rewrites one function so that it counts what it executes.
 *
 * Every function of the module gets the counter (`counter.ts`) as one more parameter and returns it as one
 * more result, so that it stays in a register. Both budgets are checked where execution can go on without
 * end: at the head of every loop, and on entry to every function that calls others. A function that finds a
 * budget overdrawn stores the counter for the host and traps. The result has this shape:
 *
 *     block $overdrawn
 *       counter -= weight of the frame; br_if $overdrawn (budgets overdrawn)      (only in functions that call)
 *       block $body (results)
 *         the original code, with `return` become `br $body`
 *       end
 *       counter + weight of the frame - debt of $body
 *       return
 *     end
 *     global.set $counter (counter)
 *     unreachable
 *
 * Straight-line code is charged in one go, and not before paths part, but as late as it can be: all ways that
 * lead to the code behind a block bring the same debt, the instructions executed and not yet charged. The
 * first branch to a block decides its debt and needs no charge; every other way there charges (or gives back)
 * the difference. At the heads of loops, and for blocks that a `br_table` leads to, there is no debt, since
 * there the ways cannot be made equal. A debt is never negative, so the counter is never less than what is
 * truly left; at loop heads and on return it is exactly that. Hence the count after a normal return is exact,
 * and a call that would return is out of instructions exactly if it executes more than its budget.
 *
 * The work is one pass over the instructions, copying all bytes that stay as they are.
 */
import type { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { blocksOfBranchTables } from './branchTables';
import { BUDGET_BITS, GUARD, INSTRUCTION, frameUnits } from './counter';
import { FunctionCode, type AddedGlobals, type FloatType, type LocalGroup } from './functionCode';
import { Bulk, COSTS, EMPTY_BLOCK, MAKES_NAN, MAY_BE_KEPT, OPERANDS, Op } from './instructions';
import { skipBulkImmediates, skipImmediates } from './immediates';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';
import { readValueType, type FunctionType, type ModuleSections } from './moduleSections';
import { OperandStack } from './operandStack';

/** What rewriting a function needs to know of its module. */
export interface FunctionContext {
  readonly sections: ModuleSections;
  readonly globals: AddedGlobals;
  /** Index of a block type without parameters and with these results. */
  readonly blockTypeOf: (results: readonly number[]) => number;
}

/** Rewrites functions one after the other, reusing its buffers. */
export class FunctionRewriter {
  private readonly code: FunctionCode;
  private readonly frame = new ByteWriter(1 << 16);
  private stack = new OperandStack();
  /** Instructions executed and not yet charged at this point of the code. */
  private debt = 0;
  /** Whether this point of the code cannot be reached. */
  private isDead = false;
  private blocksOfTables: ReadonlySet<number> = new Set();
  /** Blocks that have begun so far, the body of the function included. */
  private blocks = 0;
  /** Values that an optimising compiler may keep. */
  private kept = 0;
  private callsFunctions = false;

  constructor(
    private readonly context: FunctionContext,
    private readonly reader: ByteReader,
  ) {
    this.code = new FunctionCode(reader, context.globals);
  }

  /** Reads the function body that ends at `end` from the reader, and writes its replacement with its size. */
  rewrite(type: FunctionType, end: number, output: ByteWriter): void {
    const groups = this.readLocals();
    this.code.begin(type.parameters.length, groups);
    this.rewriteInstructions(type, end);
    this.writeFrame(type, groups);
    output.u32(this.frame.length);
    output.appendWriter(this.frame);
  }

  private readLocals(): LocalGroup[] {
    const { reader } = this;
    const groups: LocalGroup[] = [];
    for (let count = reader.u32(); count > 0; count--) {
      const group = { count: reader.u32(), type: readValueType(reader) };
      if (group.count > 0) groups.push(group);
    }
    return groups;
  }

  private writeFrame(type: FunctionType, groups: readonly LocalGroup[]): void {
    const { frame, code } = this;
    const values = code.values + this.stack.highest;
    if (values > LIMITS.frameValues)
      throw new InvalidModule(`it has a function with ${values} values in use`);
    const weight = this.callsFunctions ? frameUnits(values, this.kept) : 0;

    frame.clear();
    const declared = code.declaredLocals(groups);
    frame.u32(declared.length);
    for (const group of declared) {
      frame.u32(group.count);
      frame.u8(group.type);
    }
    frame.u8(Op.block);
    frame.u8(EMPTY_BLOCK);
    if (weight > 0) {
      this.pushCounter(-weight);
      frame.u8(Op.localTee);
      frame.u32(code.counter);
      frame.u8(Op.i64Const);
      frame.signed64(BUDGET_BITS);
      frame.u8(Op.i64And);
      frame.u8(Op.i64Const);
      frame.signed(GUARD);
      frame.u8(Op.i64NotEqual);
      frame.u8(Op.brIf);
      frame.u32(0);
    }
    frame.u8(Op.block);
    const [result, ...more] = type.results;
    if (result === undefined) frame.u8(EMPTY_BLOCK);
    else if (more.length === 0) frame.u8(result);
    else frame.signed(this.context.blockTypeOf(type.results));
    frame.appendWriter(code.writer); // Its last instruction ends this block.
    this.pushCounter(weight - this.debt * INSTRUCTION);
    frame.u8(Op.return);
    frame.u8(Op.end);
    this.pushCounter(0);
    frame.u8(Op.globalSet);
    frame.u32(this.context.globals.counter);
    frame.u8(Op.unreachable);
    frame.u8(Op.end);
  }

  /** Puts the counter on the stack, changed by an amount. */
  private pushCounter(amount: number): void {
    const { frame } = this;
    frame.u8(Op.localGet);
    frame.u32(this.code.counter);
    if (amount === 0) return;
    frame.u8(Op.i64Const);
    frame.signed(amount);
    frame.u8(Op.i64Add);
  }

  private rewriteInstructions(type: FunctionType, end: number): void {
    const { reader } = this;
    this.stack = new OperandStack();
    this.blocksOfTables = blocksOfBranchTables(reader, end);
    this.blocks = 0;
    this.stack.enter(Op.block, 0, type.results.length, this.debtOfNextBlock());
    this.debt = 0;
    this.isDead = false;
    this.kept = 0;
    this.callsFunctions = false;
    while (this.stack.open.length > 0) this.rewriteInstruction(reader.at, reader.u8());
    if (reader.at !== end) throw new InvalidModule('a function does not end where it should');
    this.code.copyUpTo(end);
  }

  private rewriteInstruction(at: number, opcode: number): void {
    const { reader, stack } = this;
    const operands = OPERANDS[opcode] ?? 0;
    if (operands < 0) stack.change(operands);
    this.debt += COSTS[opcode] ?? 1;
    this.kept += MAY_BE_KEPT[opcode] ?? 0;
    switch (opcode) {
      case Op.unreachable:
        this.isDead = true;
        break;
      case Op.block:
        this.enterBlock(opcode, this.debtOfNextBlock());
        break;
      case Op.loop:
        this.settle(at, 0);
        this.enterBlock(opcode, this.debtOfNextBlock());
        this.code.copyUpTo(reader.at);
        this.code.check(this.overdrawn);
        break;
      case Op.if:
        // If there is no `else`, the way around brings the debt of this point. No `br_table` may want
        // another.
        if (this.blocksOfTables.has(this.blocks)) this.settle(at, 0);
        this.debtOfNextBlock();
        this.enterBlock(opcode, this.debt);
        break;
      case Op.else:
        this.settle(at, stack.target(0)?.debt ?? 0);
        this.debt = stack.target(0)?.debt ?? 0;
        this.isDead = false;
        stack.enterElse();
        break;
      case Op.end:
        this.leaveBlock(at);
        break;
      case Op.br:
        this.branch(at, reader.u32());
        this.isDead = true;
        break;
      case Op.brIf:
        this.branch(at, reader.u32());
        break;
      case Op.brTable:
        this.settle(at, 0);
        for (let labels = reader.u32(); labels >= 0; labels--) reader.skipLeb();
        this.isDead = true;
        break;
      case Op.return:
        this.branch(at, stack.open.length - 1);
        this.code.replaceFrom(at);
        this.code.writer.u8(Op.br);
        this.code.writer.u32(stack.open.length - 1);
        this.isDead = true;
        break;
      case Op.call:
        this.call(at, reader.u32());
        break;
      case Op.callIndirect:
        this.callIndirect(at);
        break;
      case Op.localGet:
      case Op.localSet:
      case Op.localTee:
        this.local(at, opcode, reader.u32());
        break;
      case Op.memoryGrow:
        reader.skip(1);
        this.code.replaceFrom(at);
        this.code.growMemory(this.overdrawn);
        break;
      case Op.bulk:
        this.bulk(at, reader.u32());
        break;
      default:
        skipImmediates(reader, opcode);
        if (MAKES_NAN[opcode] !== 0) {
          this.code.copyUpTo(reader.at);
          this.code.canonicalizeNan(MAKES_NAN[opcode] as FloatType);
        }
    }
    if (operands > 0) stack.change(operands);
  }

  private enterBlock(opcode: number, debt: number | undefined): void {
    const { reader, stack } = this;
    const byte = reader.u8();
    // One byte with bit 6 and without bit 7 is a negative number: no result or a value type. Everything else
    // is the index of a type.
    if (byte === EMPTY_BLOCK) stack.enter(opcode, 0, 0, debt);
    else if ((byte & 0xc0) === 0x40) {
      reader.at--;
      readValueType(reader);
      stack.enter(opcode, 0, 1, debt);
    } else {
      reader.at--;
      const type = this.context.sections.types[reader.u32()];
      stack.enter(opcode, type?.parameters.length ?? 0, type?.results.length ?? 0, debt);
    }
  }

  /** Counts a block, and says what is known of its debt before any branch. */
  private debtOfNextBlock(): number | undefined {
    return this.blocksOfTables.has(this.blocks++) ? 0 : undefined;
  }

  private branch(at: number, depth: number): void {
    const block = this.stack.target(depth);
    if (block === undefined || this.isDead) return;
    if (block.opcode === Op.loop) this.settle(at, 0);
    else this.settle(at, (block.debt ??= this.debt));
  }

  private leaveBlock(at: number): void {
    const block = this.stack.leave();
    // The only way out of a loop, and of a block that no branch leads to, is through its end.
    if (block?.debt === undefined || block.opcode === Op.loop) return;
    this.settle(at, block.debt);
    this.debt = block.debt;
    this.isDead = false;
  }

  /** Charges in front of the instruction at `at`, so that the debt is as given. */
  private settle(at: number, debt: number): void {
    if (this.isDead || this.debt === debt) return;
    this.code.copyUpTo(at);
    this.code.charge(this.debt - debt);
    this.debt = debt;
  }

  private call(at: number, index: number): void {
    const { sections } = this.context;
    const type = sections.types[sections.functionTypes[index] ?? -1];
    if (index >= sections.importedFunctions) {
      this.callsFunctions = true;
      this.code.copyUpTo(at);
      this.code.getCounter();
      this.code.copyUpTo(this.reader.at);
      this.code.setCounter();
    }
    this.stack.change(-(type?.parameters.length ?? 0));
    this.stack.change(type?.results.length ?? 0);
  }

  private callIndirect(at: number): void {
    const { code, reader } = this;
    const { sections } = this.context;
    const typeIndex = reader.u32();
    const table = reader.u32();
    const type = sections.types[typeIndex];
    this.callsFunctions = true;
    code.replaceFrom(at);
    // The place in the table is on top of the stack; the counter goes below it.
    code.setScratch();
    code.getCounter();
    code.getScratch();
    code.writer.u8(Op.callIndirect);
    code.writer.u32(countedType(sections, typeIndex));
    code.writer.u32(table);
    code.setCounter();
    this.stack.change(-(type?.parameters.length ?? 0));
    this.stack.change(type?.results.length ?? 0);
  }

  private local(at: number, opcode: number, index: number): void {
    const { code } = this;
    if (index !== code.counter) return;
    code.replaceFrom(at);
    code.writer.u8(opcode);
    code.writer.u32(code.displacedLocal);
  }

  private bulk(at: number, second: number): void {
    const { code, reader, stack } = this;
    skipBulkImmediates(reader, second);
    if (second <= Bulk.lastConversion || second === Bulk.dataDrop) return;
    // The number of bytes is on top of the stack.
    code.copyUpTo(at);
    code.chargeBytes(this.overdrawn);
    stack.change(-3);
  }

  /** Depth of the label $overdrawn: around $body, which is around all that is open. */
  private get overdrawn(): number {
    return this.stack.open.length;
  }
}

/** Index of the type with the counter in it that stands for a type of the original. */
export function countedType(sections: ModuleSections, typeIndex: number): number {
  return sections.types.length + typeIndex;
}
