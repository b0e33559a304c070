/**
 * Breaking of printed code into lines as rustc's pretty printer does it (rustc_ast_pretty::pp, after Oppen 1979). Texts that a macro
 * makes from code (`stringify!`, `assert!`) contain these line breaks.
 */

import { MacroError } from '../../expansion';

type LayoutOperation =
  | { readonly kind: 'text'; readonly text: string }
  /** A place where the line may be broken: `blank` spaces when it is not; `beforeBreak` is printed when it is. */
  | { readonly kind: 'break'; readonly blank: number; readonly offset: number; readonly beforeBreak: string }
  /** A block whose breaks are `consistent` (all or none) or are taken as the line needs it. */
  | { readonly kind: 'begin'; readonly indent: number; readonly consistent: boolean }
  | { readonly kind: 'end' };

/** Operations in order. Nested lists are parts that were built on their own: they are flattened once, when they are printed. */
export type Layout = LayoutOperation | readonly Layout[];

const lineWidth = 78;
/** Every line has at least this much room, however far it is indented. */
const minimumRoom = 60;

/**
 * No text is longer, in UTF-16 units. Only one that is indented ever further is: each operand of `a + b + c + …` stands in the block of the next one, so
 * that the text grows with the square of their number. rustc prints it nevertheless, which takes gigabytes for some tens of thousands of operands.
 */
const maximumLength = 1 << 24;

/** How far blocks are indented. */
export const indentUnit = 4;

export function text(content: string): Layout {
  return { kind: 'text', text: content };
}

export const space: Layout = { kind: 'break', blank: 1, offset: 0, beforeBreak: '' };

/** A break that is always taken: no line has room for it. */
export const endOfLine: Layout = { kind: 'break', blank: 0xffff, offset: 0, beforeBreak: '' };

export function block(indent: number, ...parts: readonly Layout[]): Layout {
  return [{ kind: 'begin', indent, consistent: false }, parts, { kind: 'end' }];
}

export function consistentBlock(indent: number, ...parts: readonly Layout[]): Layout {
  return [{ kind: 'begin', indent, consistent: true }, parts, { kind: 'end' }];
}

/**
 * The text with its line breaks. Widths are counted in bytes of UTF-8, as rustc counts them. Throws a MacroError `expansion-budget` for a text that
 * would be too long.
 */
export function printLayout(layout: Layout): string {
  return new LayoutPrinter(flatten(layout)).print();
}

function flatten(layout: Layout): LayoutOperation[] {
  const operations: LayoutOperation[] = [];
  const stack: Layout[] = [layout];
  for (let part = stack.pop(); part; part = stack.pop()) {
    if ('kind' in part) operations.push(part);
    else for (let index = part.length - 1; index >= 0; index--) stack.push(part[index] ?? []);
  }
  return operations;
}

class LayoutPrinter {
  private readonly sizes: number[];
  private output = '';
  private room = lineWidth;
  private indent = 0;
  private pendingSpaces = 0;
  /** Blocks that are open: undefined for one that fits into its line. */
  private readonly open: ({ readonly indent: number; readonly consistent: boolean } | undefined)[] = [];

  constructor(private readonly operations: readonly LayoutOperation[]) {
    this.sizes = measure(operations);
  }

  print(): string {
    this.operations.forEach((operation, index) => {
      const size = this.sizes[index] ?? 0;
      switch (operation.kind) {
        case 'text':
          this.write(' '.repeat(this.pendingSpaces) + operation.text);
          this.pendingSpaces = 0;
          this.room -= size;
          break;
        case 'begin':
          if (size > this.room) {
            this.open.push({ indent: this.indent, consistent: operation.consistent });
            this.indent += operation.indent;
          } else this.open.push(undefined);
          break;
        case 'end':
          this.indent = this.open.pop()?.indent ?? this.indent;
          break;
        case 'break':
          this.printBreak(operation, size);
      }
    });
    return this.output;
  }

  private write(part: string): void {
    this.output += part;
    if (this.output.length > maximumLength)
      throw new MacroError(
        'expansion-budget',
        `the code as rustc prints it, each operand indented further than the next, has more than ${maximumLength} characters`,
      );
  }

  private printBreak(operation: LayoutOperation & { kind: 'break' }, size: number): void {
    const block = this.open.length === 0 ? { consistent: false } : this.open[this.open.length - 1];
    if (!block || (!block.consistent && size <= this.room)) {
      this.pendingSpaces += operation.blank;
      this.room -= operation.blank;
      return;
    }
    this.write(`${operation.beforeBreak}\n`);
    this.pendingSpaces = this.indent + operation.offset;
    this.room = Math.max(lineWidth - this.pendingSpaces, minimumRoom);
  }
}

/**
 * The room that each operation asks for. A break asks for all up to the next break of its block, a block for all of it; what stands
 * behind the end of a block up to the next break counts as well, since nothing can be broken there.
 */
function measure(operations: readonly LayoutOperation[]): number[] {
  const sizes = new Array<number>(operations.length).fill(0);
  // Blocks, breaks and ends whose size is not known yet.
  const waiting: number[] = [];
  let total = 0;
  const settle = (): void => {
    let depth = 0;
    for (let index = waiting.at(-1); index !== undefined; index = waiting.at(-1)) {
      const { kind } = operations[index] ?? { kind: 'end' };
      if (kind === 'begin' && depth === 0) return;
      waiting.pop();
      if (kind === 'end') depth++;
      else {
        sizes[index] = total - (sizes[index] ?? 0);
        if (kind === 'begin') depth--;
        else if (depth === 0) return;
      }
    }
  };
  operations.forEach((operation, index) => {
    switch (operation.kind) {
      case 'text':
        sizes[index] = utf8Length(operation.text);
        total += sizes[index] ?? 0;
        break;
      case 'break':
        settle();
        sizes[index] = total;
        waiting.push(index);
        total += operation.blank;
        break;
      case 'begin':
        sizes[index] = total;
        waiting.push(index);
        break;
      case 'end':
        waiting.push(index);
    }
  });
  settle();
  return sizes;
}

/** How many bytes a text has in UTF-8. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of its four bytes.
    if (unit >= 0x80) length += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return length;
}
