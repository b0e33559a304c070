import type { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { INSTRUCTION } from './counter';
import { BYTES_PER_COST_SHIFT, COST_OF_PAGE, Op, ValueType } from './instructions';

/** The globals that the rewriter adds to a module. */
export interface AddedGlobals {
  readonly counter: number;
  readonly pageLimit: number;
  readonly growthRefused: number;
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

const COUNTER_UNIT_SHIFT = Math.log2(INSTRUCTION);
const PAGE_COST_SHIFT = Math.log2(COST_OF_PAGE);
/** No memory has more pages. Asking for more costs as much as asking for so many. */
const ALL_PAGES = 65536;

/**
 * The new code of one function: pieces of the original, copied, and pieces that the rewriter adds. Each added
 * piece leaves the operand stack as it was, unless it says otherwise.
 *
 * Locals: the counter is the last parameter and so takes the index of the first declared local, which moves
 * behind all others. Behind it come the scratch locals, for an i32, an f32 and an f64, as far as they are
 * used.
 */
export class FunctionCode {
  readonly writer = new ByteWriter(1 << 16);
  private parameters = 0;
  private localsEnd = 0;
  private usesIntegerScratch = false;
  private usesFloatScratch = false;
  /** Up to here the original was copied or replaced. */
  private copied = 0;

  constructor(
    private readonly original: ByteReader,
    private readonly globals: AddedGlobals,
  ) {}

  /** Begins with the code of another function, whose instructions follow in the original. */
  begin(parameters: number, groups: readonly LocalGroup[]): void {
    this.writer.clear();
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
      declared.push({ count: first.count - 1, type: first.type }, ...rest, { count: 1, type: first.type });
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

  getCounter(): void {
    this.writer.u8(Op.localGet);
    this.writer.u32(this.counter);
  }

  setCounter(): void {
    this.writer.u8(Op.localSet);
    this.writer.u32(this.counter);
  }

  /** Takes an i32 off the stack, to be put back by `getScratch`. */
  setScratch(): void {
    this.scratch(Op.localSet);
  }

  getScratch(): void {
    this.scratch(Op.localGet);
  }

  charge(instructions: number): void {
    const { writer } = this;
    this.getCounter();
    writer.u8(Op.i64Const);
    writer.signed(-instructions * INSTRUCTION);
    writer.u8(Op.i64Add);
    this.setCounter();
  }

  /**
   * Branches away if more instructions were executed than allowed. `overdrawn` is the depth of the label to
   * branch to.
   */
  check(overdrawn: number): void {
    this.getCounter();
    this.branchIfNegative(overdrawn);
  }

  /** Charges for moving as many bytes as the i32 on top of the stack says, and checks. */
  chargeBytes(overdrawn: number): void {
    const { writer } = this;
    this.scratch(Op.localTee);
    this.getCounter();
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(BYTES_PER_COST_SHIFT);
    writer.u8(Op.i32ShiftRightUnsigned);
    this.chargeTopOfStack(0, overdrawn);
  }

  /**
   * In place of `memory.grow`: memory grows by the pages on top of the stack if the call's limit allows. If
   * not, the host learns of it, and the guest is answered that there is no memory.
   */
  growMemory(overdrawn: number): void {
    const { writer } = this;
    this.setScratch();
    // Charge for min(pages, ALL_PAGES).
    this.getCounter();
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(ALL_PAGES);
    this.getScratch();
    writer.u8(Op.i32Const);
    writer.signed(ALL_PAGES);
    writer.u8(Op.i32LessUnsigned);
    writer.u8(Op.select);
    this.chargeTopOfStack(PAGE_COST_SHIFT, overdrawn);
    // Pages there are and pages asked for, against the limit, in 64 bits.
    writer.u8(Op.memorySize);
    writer.u8(0);
    writer.u8(Op.i64ExtendUnsigned);
    this.getScratch();
    writer.u8(Op.i64ExtendUnsigned);
    writer.u8(Op.i64Add);
    writer.u8(Op.globalGet);
    writer.u32(this.globals.pageLimit);
    writer.u8(Op.i64GreaterUnsigned);
    writer.u8(Op.if);
    writer.u8(ValueType.i32);
    writer.u8(Op.i32Const);
    writer.signed(1);
    writer.u8(Op.globalSet);
    writer.u32(this.globals.growthRefused);
    writer.u8(Op.i32Const);
    writer.signed(-1);
    writer.u8(Op.else);
    this.getScratch();
    writer.u8(Op.memoryGrow);
    writer.u8(0);
    writer.u8(Op.end);
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

  /**
   * Takes the counter and above it an i32 off the stack, charges the i32 times `2 ** shift` instructions, and
   * checks.
   */
  private chargeTopOfStack(shift: number, overdrawn: number): void {
    const { writer } = this;
    writer.u8(Op.i64ExtendUnsigned);
    writer.u8(Op.i64Const);
    writer.signed(COUNTER_UNIT_SHIFT + shift);
    writer.u8(Op.i64ShiftLeft);
    writer.u8(Op.i64Subtract);
    writer.u8(Op.localTee);
    writer.u32(this.counter);
    this.branchIfNegative(overdrawn);
  }

  /** Takes a counter off the stack. */
  private branchIfNegative(overdrawn: number): void {
    const { writer } = this;
    writer.u8(Op.i64Const);
    writer.signed(0);
    writer.u8(Op.i64LessSigned);
    writer.u8(Op.brIf);
    writer.u32(overdrawn);
  }
}
