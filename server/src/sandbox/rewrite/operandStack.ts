/** A block, loop, if or function body that is open at some point of a function. */
export interface OpenBlock {
  opcode: number;
  /** Height of the operand stack below the block's parameters. */
  base: number;
  parameters: number;
  results: number;
  /**
   * Instructions that were executed and not yet charged wherever the code behind the block is reached.
   * Undefined until a first way there decides it. Without meaning for a loop, whose label is at its head.
   */
  debt: number | undefined;
}

/**
 * Follows how high the operand stack of a function gets. In code that cannot be reached the height is a
 * guess, never too low for what can run.
 */
export class OperandStack {
  private height = 0;
  /** That of the innermost open block. */
  private base = 0;
  highest = 0;
  readonly open: OpenBlock[] = [];

  /** Operands appear (or disappear, below 0). */
  change(by: number): void {
    this.height += by;
    if (this.height > this.highest) this.highest = this.height;
    if (this.height < this.base) this.height = this.base;
  }

  enter(opcode: number, parameters: number, results: number, debt?: number): void {
    this.base = Math.max(0, this.height - parameters);
    this.open.push({ opcode, base: this.base, parameters, results, debt });
  }

  /** The first arm of an `if` ends, the second begins. */
  enterElse(): void {
    const block = this.open[this.open.length - 1];
    if (block === undefined) return;
    block.opcode = 0x05;
    this.height = block.base + block.parameters;
  }

  leave(): OpenBlock | undefined {
    const block = this.open.pop();
    if (block !== undefined) {
      this.height = block.base;
      this.base = this.open[this.open.length - 1]?.base ?? 0;
      this.change(block.results);
    }
    return block;
  }

  /** The block that a branch of this depth leads to. */
  target(depth: number): OpenBlock | undefined {
    return this.open[this.open.length - 1 - depth];
  }
}
