import type { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { Growth, INSTRUCTIONS_SIGN_SHIFT } from './counter';
import { BYTES_PER_COST_SHIFT, COST_OF_PAGE, EMPTY_BLOCK, Op, ValueType } from './instructions';
import { ALL_PAGES } from './moduleSections';

/** The globals that the rewriter adds to a module. */
export interface AddedGlobals {
  readonly counter: number;
  readonly pageLimit: number;
  readonly growth: number;
}

/** Runs of locals of one type, as the binary format declares them. */
export interface LocalGroup {
  count: number;
  readonly type: number;
}

export type FloatType = typeof ValueType.f32 | typeof ValueType.f64;

const CANONICAL_NAN = {
  [ValueType.f32]: { constant: Op.f32Const, equal: Op.f32Equal, bytes: Uint8Array.of(0, 0, 0xc0, 0x7f) },
  [ValueType.f64]: {
    constant: Op.f64Const,
    equal: Op.f64Equal,
    bytes: Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f),
  },
} as const;

const PAGE_COST_SHIFT = Math.log2(COST_OF_PAGE);

/**
 * The new code of a module's functions, one after the other: pieces of the original, copied, and pieces that
 * the rewriter adds. Each added piece leaves the operand stack as it was, unless it says otherwise.
 *
 * Locals of a function: the counter is the last parameter and so takes the index of the first declared local,
 * which moves behind all others. Behind it come the scratch locals, for an i32, an f32 and an f64, as far as
 * they are used.
 */
export class FunctionCode {
  /** What was written, for all functions so far. */
  readonly writer: ByteWriter;
  private parameters = 0;
  private localsEnd = 0;
  private usesIntegerScratch = false;
  private usesFloatScratch = false;
  /** Up to here the original was copied or replaced. */
  private copied = 0;

  constructor(
    private readonly original: ByteReader,
    private readonly globals: AddedGlobals,
    private readonly maximumPages: number,
  ) {
    this.writer = new ByteWriter(original.bytes.length * 2);
  }

  /** Begins with the code of another function, whose instructions follow in the original. */
  begin(parameters: number, groups: readonly LocalGroup[]): void {
    this.parameters = parameters;
    this.localsEnd = groups.reduce((sum, group) => sum + group.count, parameters);
    this.usesIntegerScratch = false;
    this.usesFloatScratch = false;
    this.copied = this.original.at;
  }

  /** Index of the counter. */
  get counter(): number {
    return this.parameters;
  }

  /** Where the original's local of the counter's index is now. */
  get displacedLocal(): number {
    return this.localsEnd;
  }

  /** How many parameters and locals there are, with the counter and all scratch locals. */
  get values(): number {
    return this.localsEnd + 4;
  }

  /** The locals to declare, for those that the original declares. */
  declaredLocals(groups: readonly LocalGroup[]): LocalGroup[] {
    const declared: LocalGroup[] = [];
    const [first, ...rest] = groups;
    if (first !== undefined) {
      if (first.count > 1) declared.push({ count: first.count - 1, type: first.type });
      declared.push(...rest, { count: 1, type: first.type });
    }
    if (this.usesIntegerScratch || this.usesFloatScratch) declared.push({ count: 1, type: ValueType.i32 });
    if (this.usesFloatScratch) {
      declared.push({ count: 1, type: ValueType.f32 }, { count: 1, type: ValueType.f64 });
    }
    return declared;
  }

  /** Copies the original up to `at`. */
  copyUpTo(at: number): void {
    this.writer.append(this.original.bytes, this.copied, at);
    this.copied = at;
  }

  /** Copies the original up to `at`, and leaves out what was read since. */
  replaceFrom(at: number): void {
    this.copyUpTo(at);
    this.copied = this.original.at;
  }

  /** Puts the counter on the stack, less a number of instructions. */
  getCounter(charge: number): void {
    const { writer } = this;
    writer.u8(Op.localGet);
    writer.u32(this.counter);
    if (charge === 0) return;
    writer.u8(Op.i64Const);
    writer.signed(-charge);
    writer.u8(Op.i64Add);
  }

  /** Takes the counter off the stack. */
  setCounter(): void {
    this.writer.u8(Op.localSet);
    this.writer.u32(this.counter);
  }

  charge(instructions: number): void {
    this.getCounter(instructions);
    this.setCounter();
  }

  /** Stores the counter, less a number of instructions, where the host finds it. */
  storeCounter(charge: number): void {
    this.getCounter(charge);
    this.writer.u8(Op.globalSet);
    this.writer.u32(this.globals.counter);
  }

  /** Takes an i32 off the stack, to be put back by `getScratch`. */
  setScratch(): void {
    this.scratch(Op.localSet);
  }

  getScratch(): void {
    this.scratch(Op.localGet);
  }

  /** Ends the call if more instructions were executed than allowed. */
  check(): void {
    this.getCounter(0);
    this.endIfOverdrawn();
  }

  /** Charges for moving as many bytes as the i32 on top of the stack says, and checks. */
  chargeBytes(): void {
    const { writer } = this;
    this.scratch(Op.localTee);
    this.getCounter(0);
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(BYTES_PER_COST_SHIFT);
    writer.u8(Op.i32ShiftRightUnsigned);
    writer.u8(Op.i64ExtendUnsigned);
    this.chargeTopOfStack();
  }

  /**
   * In place of `memory.grow`: memory grows by the pages on top of the stack if the call's limit allows. If
   * not, the host learns of it, and the guest is answered that there is no memory. If the limit and the module's
   * own maximum allow and V8 cannot, the guest is ended: this machine has no memory, which says nothing about
   * the guest.
   */
  growMemory(): void {
    const { writer } = this;
    this.setScratch();
    // Charge for min(pages, ALL_PAGES): asking for more costs as much.
    this.getCounter(0);
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(ALL_PAGES);
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(ALL_PAGES);
    writer.u8(Op.i32LessUnsigned);
    writer.u8(Op.select);
    writer.u8(Op.i64ExtendUnsigned);
    writer.u8(Op.i64Const);
    writer.signed(PAGE_COST_SHIFT);
    writer.u8(Op.i64ShiftLeft);
    this.chargeTopOfStack();
    this.grownPages();
    writer.u8(Op.globalGet);
    writer.u32(this.globals.pageLimit);
    writer.u8(Op.i64GreaterUnsigned);
    writer.u8(Op.if);
    writer.u8(ValueType.i32);
    this.setGrowth(Growth.refused);
    writer.u8(Op.i32Const);
    writer.signed(-1);
    writer.u8(Op.else);
    this.grownPages();
    writer.u8(Op.i64Const);
    writer.signed(this.maximumPages);
    writer.u8(Op.i64GreaterUnsigned);
    writer.u8(Op.if);
    writer.u8(ValueType.i32);
    writer.u8(Op.i32Const);
    writer.signed(-1);
    writer.u8(Op.else);
    this.growWithinLimits();
    writer.u8(Op.end);
    writer.u8(Op.end);
  }

  /** Pages there are and pages asked for, as an i64, since the sum may be more than an i32. */
  private grownPages(): void {
    const { writer } = this;
    writer.u8(Op.memorySize);
    writer.u8(0);
    writer.u8(Op.i64ExtendUnsigned);
    this.getScratch();
    writer.u8(Op.i64ExtendUnsigned);
    writer.u8(Op.i64Add);
  }

  private growWithinLimits(): void {
    const { writer } = this;
    this.getScratch();
    writer.u8(Op.memoryGrow);
    writer.u8(0);
    this.setScratch();
    // Only -1 has this bit: there are no more than 65536 pages.
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(31);
    writer.u8(Op.i32ShiftRightUnsigned);
    writer.u8(Op.if);
    writer.u8(EMPTY_BLOCK);
    this.setGrowth(Growth.failed);
    writer.u8(Op.unreachable);
    writer.u8(Op.end);
    this.getScratch();
  }

  private setGrowth(outcome: number): void {
    this.writer.u8(Op.i32Const);
    this.writer.signed(outcome);
    this.writer.u8(Op.globalSet);
    this.writer.u32(this.globals.growth);
  }

  /** Makes the float on top of the stack, if it is a NaN, the one that is the same on every machine. */
  canonicalizeNan(type: FloatType): void {
    const { writer } = this;
    const nan = CANONICAL_NAN[type];
    const scratch = this.localsEnd + (type === ValueType.f32 ? 2 : 3);
    this.usesFloatScratch = true;
    writer.u8(Op.localTee);
    writer.u32(scratch);
    writer.u8(nan.constant);
    writer.append(nan.bytes, 0, nan.bytes.length);
    writer.u8(Op.localGet);
    writer.u32(scratch);
    writer.u8(Op.localGet);
    writer.u32(scratch);
    writer.u8(nan.equal);
    writer.u8(Op.select);
  }

  private scratch(opcode: number): void {
    this.usesIntegerScratch = true;
    this.writer.u8(opcode);
    this.writer.u32(this.localsEnd + 1);
  }

  /** Takes the counter and above it an i64 off the stack, charges as many instructions, and checks. */
  private chargeTopOfStack(): void {
    const { writer } = this;
    writer.u8(Op.i64Subtract);
    writer.u8(Op.localTee);
    writer.u32(this.counter);
    this.endIfOverdrawn();
  }

  /** Takes a counter off the stack, and ends the call if its instructions are overdrawn. */
  private endIfOverdrawn(): void {
    const { writer } = this;
    writer.u8(Op.i64Const);
    writer.signed(INSTRUCTIONS_SIGN_SHIFT);
    writer.u8(Op.i64ShiftLeft);
    writeEndIfNegative(writer, this.counter, this.globals);
  }
}

/**
 * Takes an i64 off the stack; if it is negative, stores the counter and traps. An `if` that traps costs V8's
 * baseline compiler less than a branch to a common place: there, all locals would have to be made equal.
 */
export function writeEndIfNegative(writer: ByteWriter, counter: number, globals: AddedGlobals): void {
  writer.u8(Op.i64Const);
  writer.signed(0);
  writer.u8(Op.i64LessSigned);
  writer.u8(Op.if);
  writer.u8(EMPTY_BLOCK);
  writer.u8(Op.localGet);
  writer.u32(counter);
  writer.u8(Op.globalSet);
  writer.u32(globals.counter);
  writer.u8(Op.unreachable);
  writer.u8(Op.end);
}
