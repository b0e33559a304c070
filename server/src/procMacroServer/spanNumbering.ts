import { editionShift, rootContext, rowLength } from './spanRows';

/** What an edition of 1 adds to the number of a file. */
const firstEdition = 1 << editionShift;

/**
 * Numbers for the files and hygiene contexts of a table of spans that are the same whenever the same call is asked for. A client numbers both anew each
 * time it starts, files in the order in which it happens to read them. Nothing that is computed from spans (rustAnalyzerSpans.ts) depends on more of
 * these numbers than which are equal, the edition in that of a file, and which context is the root's.
 */
export class SpanNumbering {
  private readonly files = new Numbers();
  private readonly contexts = new Numbers([rootContext]);

  /** Rows with our numbers in the place of the client's. Those that are new are numbered in their order. */
  numbered(rows: readonly number[]): number[] {
    return rows.map((value, index) => {
      switch (index % rowLength) {
        case 0:
          return (value >>> editionShift) * firstEdition + this.files.of(value);
        case rowLength - 1:
          return this.contexts.of(value);
        default:
          return value;
      }
    });
  }

  /** Rows with the client's numbers in the place of ours. Undefined where one has none. */
  original(rows: readonly number[]): number[] | undefined {
    const original: number[] = [];
    for (const [index, value] of rows.entries()) {
      const column = index % rowLength;
      const known =
        column === 0
          ? this.files.at(value % firstEdition)
          : column === rowLength - 1
            ? this.contexts.at(value)
            : value;
      if (known === undefined) return undefined;
      original.push(known);
    }
    return original;
  }
}

/** Values by the order in which they came. */
class Numbers {
  private readonly values: number[] = [];
  private readonly numbers = new Map<number, number>();

  constructor(first: readonly number[] = []) {
    for (const value of first) this.of(value);
  }

  of(value: number): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    const number = this.values.push(value) - 1;
    this.numbers.set(value, number);
    return number;
  }

  at(number: number): number | undefined {
    return this.values[number];
  }
}
