/**
 * Rewrites one function so that it counts what it executes.
 *
 * Every function of the module gets the counter (`counter.ts`) as one more parameter and returns it as one more result, so that it stays
 * in a register. Straight-line code is charged once, at its end: before the branch, or before the end of a block where paths meet.
 * Both budgets are checked where execution can go on without end: at the head of every loop, and on entry to every function that calls
 * others. A function that finds a budget overdrawn stores the counter for the host and traps. The result has this shape:
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
 * Since charges only ever follow what was executed, the counter after a normal return is exact, and a call is out of instructions exactly if it
 * executed more than its budget. The order of work is one pass over the instructions, copying all bytes that stay as they are.
 */
import type { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { BUDGET_BITS, GUARD, INSTRUCTION, frameUnits } from './counter';
import {
  BYTES_PER_COST_SHIFT,
  Bulk,
  COSTS,
  COST_OF_PAGE,
  EMPTY_BLOCK,
  IMMEDIATES,
  Immediate,
  MAKES_NAN,
  OPERANDS,
  Op,
  ValueType,
  refusedInstruction,
} from './instructions';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';
import { readValueType, type FunctionType, type ModuleSections } from './moduleSections';
import { OperandStack, type OpenBlock } from './operandStack';

/** The globals that the rewriter adds to a module. */
export interface AddedGlobals {
  readonly counter: number;
  readonly pageLimit: number;
  readonly growthRefused: number;
}

/** What rewriting a function needs to know of its module. */
export interface FunctionContext {
  readonly sections: ModuleSections;
  readonly globals: AddedGlobals;
  /** Index of a block type without parameters and with these results. */
  readonly blockTypeOf: (results: readonly number[]) => number;
}

const CANONICAL_NAN = {
  [ValueType.f32]: { constant: Op.f32Const, equal: Op.f32Equal, bytes: Uint8Array.of(0, 0, 0xc0, 0x7f) },
  [ValueType.f64]: {
    constant: Op.f64Const,
    equal: Op.f64Equal,
    bytes: Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f),
  },
} as const;

const COUNTER_UNIT_SHIFT = Math.log2(INSTRUCTION);
const PAGE_COST_SHIFT = Math.log2(COST_OF_PAGE);
/** No memory has more pages. Asking for more costs as much as asking for so many. */
const ALL_PAGES = 65536;

/** Runs of locals of one type, as the binary format declares them. */
interface LocalGroup {
  count: number;
  readonly type: number;
}

/** Rewrites functions one after the other, reusing its buffers. */
export class FunctionRewriter {
  private readonly code = new ByteWriter(1 << 16);
  private readonly frame = new ByteWriter(1 << 16);
  private stack = new OperandStack();
  /** Cost of the instructions since the last charge. */
  private pending = 0;
  /** Up to here the original was copied or replaced. */
  private copied = 0;
  private parameters = 0;
  private localsEnd = 0;
  private callsFunctions = false;
  private usesIntegerScratch = false;
  private usesFloatScratch = false;

  constructor(
    private readonly context: FunctionContext,
    private readonly reader: ByteReader,
  ) {}

  /** Reads the function body that ends at `end` from the reader, and writes its replacement with its size. */
  rewrite(type: FunctionType, end: number, output: ByteWriter): void {
    const groups = this.readLocals(type);
    this.rewriteInstructions(type, end);
    this.writeFrame(type, groups);
    output.u32(this.frame.length);
    output.appendWriter(this.frame);
  }

  // Locals. The counter is the last parameter and so takes the index of the first declared local, which moves behind all others.
  // Behind it come the scratch locals: for an i32, an f32 and an f64.

  private get counter(): number {
    return this.parameters;
  }

  private get integerScratch(): number {
    return this.localsEnd + 1;
  }

  private floatScratch(type: number): number {
    return this.localsEnd + (type === ValueType.f32 ? 2 : 3);
  }

  private readLocals(type: FunctionType): LocalGroup[] {
    const { reader } = this;
    const groups: LocalGroup[] = [];
    this.parameters = type.parameters.length;
    this.localsEnd = this.parameters;
    const count = reader.u32();
    for (let index = 0; index < count; index++) {
      const group = { count: reader.u32(), type: readValueType(reader) };
      if (group.count === 0) continue;
      groups.push(group);
      this.localsEnd += group.count;
    }
    return groups;
  }

  private writeFrame(type: FunctionType, groups: LocalGroup[]): void {
    const { frame, code, stack } = this;
    frame.clear();

    const first = groups[0];
    if (first !== undefined) {
      first.count--;
      groups.push({ count: 1, type: first.type });
    }
    if (this.usesIntegerScratch || this.usesFloatScratch) groups.push({ count: 1, type: ValueType.i32 });
    if (this.usesFloatScratch) {
      groups.push({ count: 1, type: ValueType.f32 }, { count: 1, type: ValueType.f64 });
    }
    frame.u32(groups.length);
    for (const group of groups) {
      frame.u32(group.count);
      frame.u8(group.type);
    }

    // Four for the counter and the scratch locals.
    const values = this.localsEnd + 4 + stack.highest;
    if (values > LIMITS.frameValues)
      throw new InvalidModule(`it has a function with ${values} values in use`);
    const weight = this.callsFunctions ? frameUnits(values) : 0;
    frame.u8(Op.block);
    frame.u8(EMPTY_BLOCK);
    if (weight > 0) {
      this.addToCounter(frame, -weight);
      frame.u8(Op.localTee);
      frame.u32(this.counter);
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
    frame.appendWriter(code); // Its last instruction ends this block.
    if (weight > 0) this.addToCounter(frame, weight);
    else this.getCounter(frame);
    frame.u8(Op.return);
    frame.u8(Op.end);
    this.getCounter(frame);
    frame.u8(Op.globalSet);
    frame.u32(this.context.globals.counter);
    frame.u8(Op.unreachable);
    frame.u8(Op.end);
  }

  private rewriteInstructions(type: FunctionType, end: number): void {
    const { reader } = this;
    this.code.clear();
    this.stack = new OperandStack();
    this.stack.enter(Op.block, 0, type.results.length);
    this.pending = 0;
    this.copied = reader.at;
    this.callsFunctions = false;
    this.usesIntegerScratch = false;
    this.usesFloatScratch = false;
    while (this.stack.open.length > 0) this.rewriteInstruction(reader.at, reader.u8());
    if (reader.at !== end) throw new InvalidModule('a function does not end where it should');
    this.copyUpTo(end);
  }

  private rewriteInstruction(at: number, opcode: number): void {
    const { reader, stack } = this;
    const operands = OPERANDS[opcode] ?? 0;
    if (operands < 0) stack.change(operands);
    this.pending += COSTS[opcode] ?? 1;
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
        this.copyUpTo(reader.at);
        this.checkInstructions();
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
        this.replaceFrom(at);
        this.code.u8(Op.br);
        this.code.u32(stack.open.length - 1);
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
        this.memoryGrow(at);
        break;
      case Op.bulk:
        this.bulk(at, reader.u32());
        break;
      default:
        this.skipImmediate(opcode);
        if (MAKES_NAN[opcode] !== 0) this.canonicalizeNan(MAKES_NAN[opcode] as 0x7d | 0x7c);
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
    // One byte with bit 6 and without bit 7 is a negative number: no result or a value type. Everything else is the index of a type.
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
      this.copyUpTo(at);
      this.getCounter(this.code);
      this.copyUpTo(this.reader.at);
      this.setCounter();
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
    this.replaceFrom(at);
    // The place in the table is on top of the stack; the counter goes below it.
    this.setScratch(Op.localSet);
    this.getCounter(code);
    this.getScratch();
    code.u8(Op.callIndirect);
    code.u32(countedType(sections, typeIndex));
    code.u32(table);
    this.setCounter();
    this.stack.change(-(type?.parameters.length ?? 0));
    this.stack.change(type?.results.length ?? 0);
  }

  private local(at: number, opcode: number, index: number): void {
    if (index !== this.counter) return;
    this.replaceFrom(at);
    this.code.u8(opcode);
    this.code.u32(this.localsEnd);
  }

  /**
   * Memory grows by the pages on top of the stack if the call's limit allows. If not, the host learns of it, and the guest is answered
   * that there is no memory.
   */
  private memoryGrow(at: number): void {
    const { code } = this;
    const { pageLimit, growthRefused } = this.context.globals;
    this.replaceFrom(at);
    this.setScratch(Op.localSet);
    // Charge for min(pages, ALL_PAGES).
    this.getCounter(code);
    this.getScratch();
    code.u8(Op.i32Const);
    code.signed(ALL_PAGES);
    this.getScratch();
    code.u8(Op.i32Const);
    code.signed(ALL_PAGES);
    code.u8(Op.i32LessUnsigned);
    code.u8(Op.select);
    this.chargeTopOfStack(PAGE_COST_SHIFT);
    // Pages there are and pages asked for, against the limit, in 64 bits.
    code.u8(Op.memorySize);
    code.u8(0);
    code.u8(Op.i64ExtendUnsigned);
    this.getScratch();
    code.u8(Op.i64ExtendUnsigned);
    code.u8(Op.i64Add);
    code.u8(Op.globalGet);
    code.u32(pageLimit);
    code.u8(Op.i64GreaterUnsigned);
    code.u8(Op.if);
    code.u8(ValueType.i32);
    code.u8(Op.i32Const);
    code.signed(1);
    code.u8(Op.globalSet);
    code.u32(growthRefused);
    code.u8(Op.i32Const);
    code.signed(-1);
    code.u8(Op.else);
    this.getScratch();
    code.u8(Op.memoryGrow);
    code.u8(0);
    code.u8(Op.end);
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
    this.copyUpTo(at);
    this.setScratch(Op.localTee);
    this.getCounter(code);
    this.getScratch();
    code.u8(Op.i32Const);
    code.signed(BYTES_PER_COST_SHIFT);
    code.u8(Op.i32ShiftRightUnsigned);
    this.chargeTopOfStack(0);
    stack.change(-3);
  }

  /** The float that the instruction just left on the stack: if it is a NaN, the same one on every machine. */
  private canonicalizeNan(type: 0x7d | 0x7c): void {
    const { code } = this;
    const nan = CANONICAL_NAN[type];
    const scratch = this.floatScratch(type);
    this.usesFloatScratch = true;
    this.copyUpTo(this.reader.at);
    code.u8(Op.localTee);
    code.u32(scratch);
    code.u8(nan.constant);
    code.append(nan.bytes, 0, nan.bytes.length);
    code.u8(Op.localGet);
    code.u32(scratch);
    code.u8(Op.localGet);
    code.u32(scratch);
    code.u8(nan.equal);
    code.u8(Op.select);
  }

  // Pieces of code. Each leaves the operand stack as it was, unless it says otherwise.

  /** Charges what was executed since the last charge, in front of the instruction at `at`. */
  private chargeBefore(at: number): void {
    if (this.pending === 0) return;
    this.copyUpTo(at);
    this.addToCounter(this.code, -this.pending * INSTRUCTION);
    this.setCounter();
    this.pending = 0;
  }

  private checkInstructions(): void {
    this.getCounter(this.code);
    this.trapIfNegative();
  }

  /** Takes the counter and an i32 off the stack, and charges the i32 times `2 ** shift` instructions. */
  private chargeTopOfStack(shift: number): void {
    const { code } = this;
    code.u8(Op.i64ExtendUnsigned);
    code.u8(Op.i64Const);
    code.signed(COUNTER_UNIT_SHIFT + shift);
    code.u8(Op.i64ShiftLeft);
    code.u8(Op.i64Subtract);
    code.u8(Op.localTee);
    code.u32(this.counter);
    this.trapIfNegative();
  }

  /** Takes a counter off the stack. */
  private trapIfNegative(): void {
    const { code } = this;
    code.u8(Op.i64Const);
    code.signed(0);
    code.u8(Op.i64LessSigned);
    code.u8(Op.brIf);
    code.u32(this.stack.open.length); // $overdrawn, which is around $body.
  }

  /** Puts the counter, changed, on the stack. */
  private addToCounter(writer: ByteWriter, amount: number): void {
    this.getCounter(writer);
    writer.u8(Op.i64Const);
    writer.signed(amount);
    writer.u8(Op.i64Add);
  }

  private getCounter(writer: ByteWriter): void {
    writer.u8(Op.localGet);
    writer.u32(this.counter);
  }

  private setCounter(): void {
    this.code.u8(Op.localSet);
    this.code.u32(this.counter);
  }

  private setScratch(opcode: number): void {
    this.usesIntegerScratch = true;
    this.code.u8(opcode);
    this.code.u32(this.integerScratch);
  }

  private getScratch(): void {
    this.code.u8(Op.localGet);
    this.code.u32(this.integerScratch);
  }

  /** Copies the original up to `at`. */
  private copyUpTo(at: number): void {
    this.code.append(this.reader.bytes, this.copied, at);
    this.copied = at;
  }

  /** Copies the original up to `at`, and leaves out what was read since. */
  private replaceFrom(at: number): void {
    this.copyUpTo(at);
    this.copied = this.reader.at;
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
