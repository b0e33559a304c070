/**
 * Rewrites the instructions of one function so that it counts what it executes.
 *
 * Every function of the module gets the counter (`counter.ts`) as one more parameter and returns it as one
 * more result, so that it stays in a register. The result has this shape (`writeFunction.ts`):
 *
 *     counter -= weight of the frame; end the call if a budget is overdrawn     (see `callGraph.ts` for where)
 *     block $body (results)                                            (only if conditional branches lead there)
 *       the instructions, as follows
 *     end
 *     counter + weight of the frame - debt
 *
 * The rules that every instruction keeps:
 *
 * 1. *The counter is never less than what is truly left.* The difference is the debt: instructions executed,
 *    including the current one, and not yet charged. It is known at every place while rewriting, and is at
 *    least 0.
 * 2. *There is no debt* (what there was is charged just before) at the head of every loop, at every call, at
 *    `return` and the end, at `unreachable`, and at instructions that cost by size. So the counter that is
 *    passed on, returned or stored is exact, and all debt is of the function that runs.
 * 3. *All ways to the same place bring the same debt.* The first branch to a block decides its debt and needs
 *    no charge; every other way there charges (or gives back) the difference. Where a `br_table` leads to,
 *    there is no debt, since there the ways cannot be made equal.
 * 4. *Every round of a loop is checked*: at its head, the call ends if more instructions were executed than
 *    allowed.
 * 5. *Whoever ends the call stores the counter first*: checks, `unreachable`, and (`writeImportWrapper` in
 *    `rewriteModule.ts`) everything that calls the host, which reads, charges and may end the call itself.
 *    Only an instruction that traps by itself (division by zero, access outside of memory) loses the counter.
 *    In `exact` code it is stored in front of each of those, too; so what there was to be counted can be
 *    found by running the call again.
 *
 * Hence a count that the host finds is exact, and a call is out of instructions exactly if it executes more
 * than its budget, however it ends.
 *
 * The work is one pass over the instructions, copying all bytes that stay as they are.
 */
import type { ByteReader } from './byteReader';
import { blocksOfBranchTables } from './branchTables';
import { frameUnits } from './counter';
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
  TRAPS,
} from './instructions';
import { skipBulkImmediates, skipImmediates } from './immediates';
import { InvalidModule } from './invalidModule';
import { LIMITS } from './limits';
import { readValueType, type FunctionType, type ModuleSections } from './moduleSections';
import { OperandStack } from './operandStack';
import type { RewrittenFunction } from './writeFunction';

/**
 * By opcode: whether the instruction is copied without a further look, because nothing follows it and it puts no
 * more on the stack than it takes. This is about half of all code.
 */
const PLAIN = IMMEDIATES.map((immediate, opcode) =>
  immediate === Immediate.none && opcode >= Op.drop && MAKES_NAN[opcode] === 0 ? 1 : 0,
);

/** What rewriting a function needs to know of its module. */
export interface FunctionContext {
  readonly sections: ModuleSections;
  readonly globals: AddedGlobals;
  /** Index of the function to call in place of an imported one. */
  readonly importWrapper: (index: number) => number;
  /** Whether the counter is stored before every instruction that may trap. */
  readonly exact: boolean;
}

/** Rewrites functions one after the other, reusing its buffers. */
export class FunctionRewriter {
  readonly code: FunctionCode;
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
  private cost = 0;
  private hasLabel = false;
  private returns: number[] = [];
  private calls: number[] = [];
  private indirectCalls: number[] = [];

  constructor(
    private readonly context: FunctionContext,
    private readonly reader: ByteReader,
  ) {
    this.code = new FunctionCode(reader, context.globals, context.sections.maximumPages);
  }

  /** Reads the function body that ends at `end` from the reader. */
  rewrite(type: FunctionType, end: number): RewrittenFunction {
    const { code } = this;
    const groups = this.readLocals();
    code.begin(type.parameters.length, groups);
    const start = code.writer.length;
    this.begin(type, end);
    this.rewriteInstructions();
    if (this.reader.at !== end) throw new InvalidModule('a function does not end where it should');
    const values = code.values + this.stack.highest;
    if (values > LIMITS.frameValues)
      throw new InvalidModule(`it has a function with ${values} values in use`);
    return {
      type,
      locals: code.declaredLocals(groups),
      start,
      end: code.writer.length,
      returns: this.returns,
      debt: this.isDead ? 0 : this.debt,
      hasLabel: this.hasLabel,
      frameUnits: frameUnits(values, this.kept),
      cost: this.cost,
      calls: this.calls,
      indirectCalls: this.indirectCalls,
    };
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

  private begin(type: FunctionType, end: number): void {
    this.stack = new OperandStack();
    this.blocksOfTables = blocksOfBranchTables(this.reader, end);
    this.blocks = 0;
    this.hasLabel = this.blocksOfTables.has(0);
    this.stack.enter(Op.block, 0, type.results.length, this.debtOfNextBlock());
    this.debt = 0;
    this.isDead = false;
    this.kept = 0;
    this.cost = 0;
    this.returns = [];
    this.calls = [];
    this.indirectCalls = [];
  }

  private rewriteInstructions(): void {
    const { reader, stack } = this;
    while (stack.open.length > 0) {
      const at = reader.at;
      const opcode = reader.u8();
      const operands = OPERANDS[opcode] ?? 0;
      const cost = COSTS[opcode] ?? 1;
      if (operands < 0) stack.change(operands);
      this.debt += cost;
      this.cost += cost;
      this.kept += MAY_BE_KEPT[opcode] ?? 0;
      if (PLAIN[opcode] === 1 && !this.context.exact) continue;
      this.rewriteInstruction(at, opcode);
      if (operands > 0) stack.change(operands);
    }
  }

  private rewriteInstruction(at: number, opcode: number): void {
    const { reader, stack, code } = this;
    switch (opcode) {
      case Op.unreachable:
        if (!this.isDead) this.store(at);
        this.isDead = true;
        break;
      case Op.block:
        this.enterBlock(opcode, this.debtOfNextBlock());
        break;
      case Op.loop:
        this.settle(at, 0);
        this.enterBlock(opcode, this.debtOfNextBlock());
        if (this.isDead) break;
        code.copyUpTo(reader.at);
        code.check();
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
        this.jump(at, reader.u32());
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
        this.return(at);
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
        this.settle(at, 0);
        code.replaceFrom(at);
        code.growMemory();
        break;
      case Op.bulk:
        this.bulk(at, reader.u32());
        break;
      default:
        skipImmediates(reader, opcode);
        if (MAKES_NAN[opcode] !== 0) {
          code.copyUpTo(reader.at);
          code.canonicalizeNan(MAKES_NAN[opcode] as FloatType);
        } else if (this.context.exact && TRAPS[opcode] === 1) this.store(at);
    }
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

  /** A way to the label of this depth, that may be taken or not. */
  private branch(at: number, depth: number): void {
    const { stack } = this;
    if (depth === stack.open.length - 1) this.hasLabel = true;
    const block = stack.target(depth);
    if (block === undefined || this.isDead) return;
    if (block.opcode === Op.loop) this.settle(at, 0);
    else this.settle(at, (block.debt ??= this.debt));
  }

  private jump(at: number, depth: number): void {
    if (depth === this.stack.open.length - 1) this.return(at);
    else {
      this.branch(at, depth);
      this.isDead = true;
    }
  }

  /** The counter and `return` are put in when it is known what the function's frame weighs. */
  private return(at: number): void {
    this.code.replaceFrom(at);
    this.returns.push(this.code.writer.length, this.isDead ? 0 : this.debt);
    this.isDead = true;
  }

  private leaveBlock(at: number): void {
    const { stack, code } = this;
    const block = stack.leave();
    // The only way out of a loop, and of a block that no branch leads to, is through its end.
    if (block?.debt !== undefined && block.opcode !== Op.loop) {
      this.settle(at, block.debt);
      this.debt = block.debt;
      this.isDead = false;
    }
    if (stack.open.length === 0) code.copyUpTo(at);
  }

  /** Charges in front of the instruction at `at`, so that the debt is as given. */
  private settle(at: number, debt: number): void {
    if (this.isDead || this.debt === debt) return;
    this.code.copyUpTo(at);
    this.code.charge(this.debt - debt);
    this.debt = debt;
  }

  /** Settles, and stores the counter, in front of the instruction at `at`. */
  private store(at: number): void {
    this.settle(at, 0);
    this.code.copyUpTo(at);
    this.code.storeCounter(0);
  }

  /** Puts the counter on the stack, and settles with that. */
  private passCounter(): void {
    this.code.getCounter(this.isDead ? 0 : this.debt);
    this.debt = 0;
  }

  private call(at: number, index: number): void {
    const { code } = this;
    const { sections, importWrapper } = this.context;
    const type = sections.types[sections.functionTypes[index] ?? -1];
    code.copyUpTo(at);
    this.passCounter();
    if (index >= sections.importedFunctions) {
      this.calls.push(index);
      code.copyUpTo(this.reader.at);
    } else {
      code.replaceFrom(at);
      code.writer.u8(Op.call);
      code.writer.u32(importWrapper(index));
    }
    code.setCounter();
    this.stack.change(-(type?.parameters.length ?? 0));
    this.stack.change(type?.results.length ?? 0);
  }

  private callIndirect(at: number): void {
    const { code, reader } = this;
    const { sections } = this.context;
    const typeIndex = reader.u32();
    const table = reader.u32();
    const type = sections.types[typeIndex];
    this.indirectCalls.push(typeIndex);
    if (this.context.exact) this.store(at);
    code.replaceFrom(at);
    // The place in the table is on top of the stack; the counter goes below it.
    code.setScratch();
    this.passCounter();
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
    this.settle(at, 0);
    code.copyUpTo(at);
    code.chargeBytes();
    if (this.context.exact) code.storeCounter(0);
    stack.change(-3);
  }
}

/** Index of the type with the counter in it that stands for a type of the original. */
export function countedType(sections: ModuleSections, typeIndex: number): number {
  return sections.types.length + typeIndex;
}
