/**
 * Rewrites one function so that it counts what it executes.
 *
 * Every function of the module gets the counter (`counter.ts`) as one more parameter and returns it as one
 * more result, so that it stays in a register. Straight-line code is charged once, at its end: before the
 * branch, or before the end of a block where paths meet. Both budgets are checked where execution can go on
 * without end: at the head of every loop, and on entry to every function that calls others. A function that
 * finds a budget overdrawn stores the counter for the host and traps. The result has this shape:
 *
 *     block $overdrawn
 *       counter -= weight of the frame; br_if $overdrawn (budgets overdrawn)      (only in functions that call)
 *       block $body (results)
 *         the original code, with `return` become `br $body`
 *       end
 *       counter + weight of the frame
 *       return
 *     end
 *     global.set $counter (counter)
 *     unreachable
 *
 * Since charges only ever follow what was executed, the counter after a normal return is exact, and a call is
 * out of instructions exactly if it executed more than its budget. The order of work is one pass over the
 * instructions, copying all bytes that stay as they are.
 */
import type { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { BUDGET_BITS, GUARD, frameUnits } from './counter';
import { FunctionCode, type AddedGlobals, type FloatType, type LocalGroup } from './functionCode';
import {
  Bulk,
  COSTS,
  EMPTY_BLOCK,
  IMMEDIATES,
  Immediate,
  MAKES_NAN,
  MAY_BE_KEPT,
  OPERANDS,
  Op,
  refusedInstruction,
} from './instructions';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';
import { readValueType, type FunctionType, type ModuleSections } from './moduleSections';
import { OperandStack, type OpenBlock } from './operandStack';

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
  /** Cost of the instructions since the last charge. */
  private pending = 0;
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
    this.pushCounter(weight);
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
    this.stack.enter(Op.block, 0, type.results.length);
    this.pending = 0;
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
    this.pending += COSTS[opcode] ?? 1;
    this.kept += MAY_BE_KEPT[opcode] ?? 0;
    switch (opcode) {
      case Op.unreachable:
        this.pending = 0;
        break;
      case Op.block:
        this.enterBlock(opcode);
        break;
      case Op.loop:
        this.chargeBefore(at);
        this.enterBlock(opcode);
        this.code.copyUpTo(reader.at);
        this.code.check(this.overdrawn);
        break;
      case Op.if:
        this.chargeBefore(at);
        this.enterBlock(opcode);
        break;
      case Op.else:
        this.chargeBefore(at);
        stack.enterElse();
        break;
      case Op.end: {
        const block = stack.leave();
        if (block === undefined || pathsMeetAtEndOf(block) || stack.open.length === 0) this.chargeBefore(at);
        break;
      }
      case Op.br:
      case Op.brIf:
        this.chargeBefore(at);
        this.markTarget(reader.u32());
        break;
      case Op.brTable:
        this.chargeBefore(at);
        for (let labels = reader.u32(); labels >= 0; labels--) this.markTarget(reader.u32());
        break;
      case Op.return:
        this.chargeBefore(at);
        this.code.replaceFrom(at);
        this.code.writer.u8(Op.br);
        this.code.writer.u32(stack.open.length - 1);
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
        this.skipImmediate(opcode);
        if (MAKES_NAN[opcode] !== 0) {
          this.code.copyUpTo(reader.at);
          this.code.canonicalizeNan(MAKES_NAN[opcode] as FloatType);
        }
    }
    if (operands > 0) stack.change(operands);
  }

  private skipImmediate(opcode: number): void {
    const { reader } = this;
    switch (IMMEDIATES[opcode]) {
      case Immediate.none:
        break;
      case Immediate.index:
        reader.skipLeb();
        break;
      case Immediate.memoryArgument:
        // A set bit 6 says that the number of a memory follows.
        if (reader.u32() >= 64) throw new InvalidModule('it uses several memories');
        reader.skipLeb();
        break;
      case Immediate.memoryIndex:
        reader.skip(1);
        break;
      case Immediate.float32:
        reader.skip(4);
        break;
      case Immediate.float64:
        reader.skip(8);
        break;
      case Immediate.selectTypes:
        for (let types = reader.u32(); types > 0; types--) readValueType(reader);
        break;
      default:
        throw refusedInstruction(opcode);
    }
  }

  private enterBlock(opcode: number): void {
    const { reader, stack } = this;
    const byte = reader.u8();
    // One byte with bit 6 and without bit 7 is a negative number: no result or a value type. Everything else
    // is the index of a type.
    if (byte === EMPTY_BLOCK) stack.enter(opcode, 0, 0);
    else if ((byte & 0xc0) === 0x40) {
      reader.at--;
      readValueType(reader);
      stack.enter(opcode, 0, 1);
    } else {
      reader.at--;
      const type = this.context.sections.types[reader.u32()];
      stack.enter(opcode, type?.parameters.length ?? 0, type?.results.length ?? 0);
    }
  }

  private markTarget(depth: number): void {
    const block = this.stack.target(depth);
    if (block !== undefined) block.isTarget = true;
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
    if (second <= Bulk.lastConversion) return;
    switch (second) {
      case Bulk.dataDrop:
        reader.skipLeb();
        return;
      case Bulk.memoryInit:
      case Bulk.memoryCopy:
        reader.skipLeb();
        reader.skipLeb();
        break;
      case Bulk.memoryFill:
        reader.skipLeb();
        break;
      default:
        throw new InvalidModule(`it uses changing tables (instruction 0xfc ${second})`);
    }
    // The number of bytes is on top of the stack.
    code.copyUpTo(at);
    code.chargeBytes(this.overdrawn);
    stack.change(-3);
  }

  /** Charges what was executed since the last charge, in front of the instruction at `at`. */
  private chargeBefore(at: number): void {
    if (this.pending === 0) return;
    this.code.copyUpTo(at);
    this.code.charge(this.pending);
    this.pending = 0;
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

/** Whether the code behind a block can be reached by other ways than through the block's last instruction. */
function pathsMeetAtEndOf(block: OpenBlock): boolean {
  if (block.opcode === Op.loop) return false; // Branches to a loop go to its head.
  return block.isTarget || block.opcode === Op.if || block.opcode === Op.else;
}
