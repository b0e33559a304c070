/**
 * The instructions that the sandbox runs: WebAssembly 1.0 with sign extension, saturating conversions, bulk
 * memory and multiple values, which is what LLVM emits for Rust. Everything else is refused by name.
 * Numbering: https://webassembly.github.io/spec/core/binary/instructions.html
 */
import { InvalidModule } from './invalidModule';

/** Opcodes that the rewriter treats or writes. */
export const Op = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i64Const: 0x42,
  f32Const: 0x43,
  f64Const: 0x44,
  i32LessUnsigned: 0x49,
  i64LessSigned: 0x53,
  i64GreaterUnsigned: 0x56,
  f32Equal: 0x5b,
  f64Equal: 0x61,
  i32ShiftRightUnsigned: 0x76,
  i64Add: 0x7c,
  i64Subtract: 0x7d,
  i64Or: 0x84,
  i64ShiftLeft: 0x86,
  i64ExtendUnsigned: 0xad,
  bulk: 0xfc,
} as const;

/** Second byte of the instructions that start with `Op.bulk`. */
export const Bulk = {
  lastConversion: 7,
  memoryInit: 8,
  dataDrop: 9,
  memoryCopy: 10,
  memoryFill: 11,
} as const;

export const ValueType = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c } as const;
export const EMPTY_BLOCK = 0x40;

/** What follows an opcode. */
export const Immediate = {
  none: 0,
  blockType: 1,
  /** One LEB128 number. */
  index: 2,
  branchTable: 3,
  indirectCall: 4,
  memoryArgument: 5,
  memoryIndex: 6,
  float32: 7,
  float64: 8,
  selectTypes: 9,
  bulk: 10,
  refused: 11,
} as const;

/** By opcode: what follows it. */
export const IMMEDIATES = new Uint8Array(256).fill(Immediate.refused);
/**
 * By opcode: how many operands it leaves less those it takes. Calls, branches and blocks are reckoned where
 * they are treated.
 */
export const OPERANDS = new Int8Array(256);

function define(first: number, last: number, immediate: number, operands: number): void {
  IMMEDIATES.fill(immediate, first, last + 1);
  OPERANDS.fill(operands, first, last + 1);
}

define(0x00, 0x01, Immediate.none, 0); // unreachable, nop
define(0x02, 0x03, Immediate.blockType, 0); // block, loop
define(0x04, 0x04, Immediate.blockType, -1); // if
define(0x05, 0x05, Immediate.none, 0); // else
define(0x0b, 0x0b, Immediate.none, 0); // end
define(0x0c, 0x0c, Immediate.index, 0); // br
define(0x0d, 0x0d, Immediate.index, -1); // br_if
define(0x0e, 0x0e, Immediate.branchTable, -1); // br_table
define(0x0f, 0x0f, Immediate.none, 0); // return
define(0x10, 0x10, Immediate.index, 0); // call
define(0x11, 0x11, Immediate.indirectCall, -1); // call_indirect
define(0x1a, 0x1a, Immediate.none, -1); // drop
define(0x1b, 0x1b, Immediate.none, -2); // select
define(0x1c, 0x1c, Immediate.selectTypes, -2); // select with types
define(0x20, 0x20, Immediate.index, 1); // local.get
define(0x21, 0x21, Immediate.index, -1); // local.set
define(0x22, 0x22, Immediate.index, 0); // local.tee
define(0x23, 0x23, Immediate.index, 1); // global.get
define(0x24, 0x24, Immediate.index, -1); // global.set
define(0x28, 0x35, Immediate.memoryArgument, 0); // loads
define(0x36, 0x3e, Immediate.memoryArgument, -2); // stores
define(0x3f, 0x3f, Immediate.memoryIndex, 1); // memory.size
define(0x40, 0x40, Immediate.memoryIndex, 0); // memory.grow
define(0x41, 0x42, Immediate.index, 1); // i32.const, i64.const
define(0x43, 0x43, Immediate.float32, 1); // f32.const
define(0x44, 0x44, Immediate.float64, 1); // f64.const
define(0x45, 0x45, Immediate.none, 0); // i32.eqz
define(0x46, 0x4f, Immediate.none, -1); // i32 comparisons
define(0x50, 0x50, Immediate.none, 0); // i64.eqz
define(0x51, 0x66, Immediate.none, -1); // i64, f32 and f64 comparisons
define(0x67, 0x69, Immediate.none, 0); // i32.clz, ctz, popcnt
define(0x6a, 0x78, Immediate.none, -1); // i32 arithmetic
define(0x79, 0x7b, Immediate.none, 0); // i64.clz, ctz, popcnt
define(0x7c, 0x8a, Immediate.none, -1); // i64 arithmetic
define(0x8b, 0x91, Immediate.none, 0); // f32 with one operand
define(0x92, 0x98, Immediate.none, -1); // f32 with two operands
define(0x99, 0x9f, Immediate.none, 0); // f64 with one operand
define(0xa0, 0xa6, Immediate.none, -1); // f64 with two operands
define(0xa7, 0xc4, Immediate.none, 0); // conversions and sign extension
define(0xfc, 0xfc, Immediate.bulk, 0);

/**
 * By opcode: what it costs in instructions. The marks of structure are free, since no machine executes them.
 */
export const COSTS = new Uint8Array(256).fill(1);
for (const free of [Op.nop, Op.block, Op.loop, Op.else, Op.end]) COSTS[free] = 0;
/** Asking for memory costs this much, and this much again for every page asked for. */
export const COST_OF_PAGE = 64;
COSTS[Op.memoryGrow] = COST_OF_PAGE;
/** Instructions that move `n` bytes cost an eighth of `n` on top. The shift that divides by 8. */
export const BYTES_PER_COST_SHIFT = 3;

/**
 * By opcode: the type of the NaN that it may produce, or 0. WebAssembly leaves sign and payload of such a NaN
 * to the machine; these are all the instructions that do
 * (https://webassembly.github.io/spec/core/exec/numerics.html#nan-propagation). `neg`, `abs` and `copysign`
 * are exact on bits. Real macros have none of them (see the README), so making the NaN canonical costs nothing.
 */
export const MAKES_NAN = new Uint8Array(256);
MAKES_NAN.fill(ValueType.f32, 0x8d, 0x97 + 1); // ceil, floor, trunc, nearest, sqrt, add, sub, mul, div, min, max
MAKES_NAN.fill(ValueType.f64, 0x9b, 0xa5 + 1);
MAKES_NAN[0xb6] = ValueType.f32; // f32.demote_f64
MAKES_NAN[0xbb] = ValueType.f64; // f64.promote_f32

/**
 * By opcode: how many values the instruction computes that an optimising compiler may keep for a later
 * computation of the same. For accesses to memory that is the address. What is read from memory or from
 * globals may change and is not kept, constants are made anew.
 */
export const MAY_BE_KEPT = new Uint8Array(256);
MAY_BE_KEPT.fill(1, 0x28, 0x3f); // loads and stores
MAY_BE_KEPT.fill(1, 0x45, 0xc5); // comparisons, arithmetic, conversions
MAY_BE_KEPT[Op.bulk] = 1;
MAY_BE_KEPT[Op.select] = 1;
MAKES_NAN.forEach((type, opcode) => {
  if (type !== 0) MAY_BE_KEPT[opcode] = 3; // With the comparison and selection that make it canonical.
});

/** By opcode: whether the instruction may trap by itself. Those with `Op.bulk` in front are not in here. */
export const TRAPS = new Uint8Array(256);
TRAPS.fill(1, 0x28, 0x3e + 1); // loads and stores
TRAPS.fill(1, 0x6d, 0x70 + 1); // i32 division and remainder
TRAPS.fill(1, 0x7f, 0x82 + 1); // i64 division and remainder
TRAPS.fill(1, 0xa8, 0xab + 1); // i32 of floats
TRAPS.fill(1, 0xae, 0xb1 + 1); // i64 of floats

/** The refusal of an instruction, with the name of the feature that it belongs to. */
export function refusedInstruction(opcode: number): InvalidModule {
  return new InvalidModule(`it uses ${featureOf(opcode)} (instruction 0x${opcode.toString(16)})`);
}

function featureOf(opcode: number): string {
  if ((opcode >= 0x06 && opcode <= 0x0a) || opcode === 0x18 || opcode === 0x19 || opcode === 0x1f) {
    return 'exceptions';
  }
  if (opcode === 0x12 || opcode === 0x13) return 'tail calls';
  if (opcode === 0x14 || opcode === 0x15) return 'typed function references';
  if (opcode === 0x25 || opcode === 0x26) return 'changing tables';
  if (opcode >= 0xd0 && opcode <= 0xd6) return 'reference types';
  if (opcode === 0xfb) return 'garbage collection';
  if (opcode === 0xfd) return 'SIMD';
  if (opcode === 0xfe) return 'threads';
  return 'an unknown feature';
}
