import { appendTo } from '../project/appendTo';
import { invalidTree } from './flatTree';
import type { ApiVersion } from './protocol';
import type { SpanArithmetic, SpanPlace } from './spanArithmetic';
import { rootContext, rowLength } from './spanRows';

/** The item of code that rust-analyzer made up to have a complete input: its ranges are no places (rust-analyzer's span/src/ast_id.rs). */
const madeUpItems: Readonly<Record<ApiVersion, number>> = { 5: 0xfffffffe, 6: 0 };

type Row = readonly [file: number, item: number, start: number, end: number, context: number];

/** Spans of the mode `RustAnalyzer`: rows of a table (rust-analyzer's proc-macro-srv/src/server_impl/rust_analyzer_span.rs). */
export class RustAnalyzerSpans implements SpanArithmetic {
  /** The rows of the request, and behind them those of computed spans. No two are equal: a client numbers the different ones. */
  readonly table: number[];
  private readonly madeUpItem: number;
  /** Rows by a hash of them. Made when the first span is computed. */
  private rows: Map<number, number[]> | undefined;

  /** Throws a MacroError (`invalid-input`) for a table that has no spans. */
  constructor(table: readonly number[], version: ApiVersion) {
    this.madeUpItem = madeUpItems[version];
    if (table.length === 0 || table.length % rowLength !== 0) throw invalidTree('its table of spans is none');
    this.table = [...table];
  }

  /** What is not in the table is taken for its first row, as rust-analyzer does. */
  known(span: number): number {
    return span * rowLength < this.table.length ? span : 0;
  }

  resolvedAt(located: number, resolved: number): number {
    const [file, item, start, end] = this.row(located);
    const [, , , , context] = this.row(resolved);
    return this.add([file, item, start, end, context]);
  }

  start(span: number): number {
    const [file, item, start, , context] = this.row(span);
    return item === this.madeUpItem ? span : this.add([file, item, start, start, context]);
  }

  end(span: number): number {
    const [file, item, , end, context] = this.row(span);
    return item === this.madeUpItem ? span : this.add([file, item, end, end, context]);
  }

  join(first: number, last: number): number {
    const [file, item, start, end, context] = this.row(first);
    const [lastFile, lastItem, lastStart, lastEnd, lastContext] = this.row(last);
    if (item === this.madeUpItem) return last;
    if (lastItem === this.madeUpItem || file !== lastFile || item !== lastItem) return first;
    if (context !== lastContext) {
      if (context === rootContext) return last;
      if (lastContext === rootContext) return first;
    }
    return this.add([file, item, Math.min(start, lastStart), Math.max(end, lastEnd), lastContext]);
  }

  subspan(span: number, from: number, length: number): number {
    const [file, item, start, end, context] = this.row(span);
    if (item === this.madeUpItem) return span;
    const first = Math.min(start + from, end);
    return this.add([file, item, first, Math.min(first + length, end), context]);
  }

  placeOf(span: number): SpanPlace {
    const [file, item, start, end] = this.row(span);
    return { source: `${file} ${item}`, start, end };
  }

  private row(span: number): Row {
    const at = span * rowLength;
    const { table } = this;
    return [table[at] ?? 0, table[at + 1] ?? 0, table[at + 2] ?? 0, table[at + 3] ?? 0, table[at + 4] ?? 0];
  }

  private add(row: Row): number {
    const rows = (this.rows ??= this.hashAll());
    const hash = hashOf(row);
    const known = rows
      .get(hash)
      ?.find((span) => this.row(span).every((value, index) => value === row[index]));
    if (known !== undefined) return known;
    const span = this.table.length / rowLength;
    this.table.push(...row);
    appendTo(rows, hash, span);
    return span;
  }

  private hashAll(): Map<number, number[]> {
    const rows = new Map<number, number[]>();
    for (let span = 0; span * rowLength < this.table.length; span++)
      appendTo(rows, hashOf(this.row(span)), span);
    return rows;
  }
}

/** Spans of one call differ in their places more than in anything else. */
function hashOf([file, item, start, end, context]: Row): number {
  return Math.imul(Math.imul(Math.imul(start, 31) + end, 31) + context, 31) + file + item;
}
