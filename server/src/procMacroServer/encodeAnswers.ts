import type { AnswerBasis, LibraryFile } from './answerBasis';

/** An answer as a record has it. */
export interface KeptAnswer {
  readonly basis: AnswerBasis;
  /** The answer, as far as the spans of the request where it has a table of spans. */
  readonly text: Uint8Array;
  /** The spans that follow those of the request, as `SpanNumbering` numbers them. Undefined for an answer without a table. */
  readonly rows: readonly number[] | undefined;
}

/** Answers as bytes: a length, JSON of that length, and the texts of the answers. */
interface Encoded {
  readonly libraries: readonly LibraryFile[];
  readonly answers: readonly EncodedAnswer[];
}

interface EncodedAnswer extends Omit<AnswerBasis, 'library'> {
  readonly key: string;
  /** The number of its library. */
  readonly library: number;
  /** Of the text, in bytes. */
  readonly length: number;
  readonly rows?: readonly number[] | undefined;
}

const lengthBytes = 4;

/** Answers by the keys of their requests, in their order. */
export function encodeAnswers(answers: ReadonlyMap<string, KeptAnswer>): Uint8Array {
  const libraries = new Map<string, { readonly number: number; readonly library: LibraryFile }>();
  const numberOf = (library: LibraryFile): number => {
    const name = JSON.stringify([library.path, library.stamp]);
    const known = libraries.get(name) ?? { number: libraries.size, library };
    libraries.set(name, known);
    return known.number;
  };
  const encoded = [...answers].map(([key, { basis, text, rows }]): EncodedAnswer => ({
    key,
    library: numberOf(basis.library),
    reads: basis.reads,
    roots: basis.roots,
    length: text.length,
    rows,
  }));
  const index: Encoded = {
    libraries: [...libraries.values()].map(({ library }) => library),
    answers: encoded,
  };
  const json = Buffer.from(JSON.stringify(index));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...[...answers.values()].map(({ text }) => text)]);
}

/** The texts are parts of the bytes, not copies. Throws an error of any kind for bytes that are not what `encodeAnswers` made. */
export function decodeAnswers(bytes: Uint8Array): Map<string, KeptAnswer> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const jsonEnd = lengthBytes + all.readUInt32LE(0);
  const index = JSON.parse(all.toString('utf8', lengthBytes, jsonEnd)) as Encoded;
  const decoded = new Map<string, KeptAnswer>();
  let at = jsonEnd;
  for (const { key, library: number, reads, roots, length, rows } of index.answers) {
    const library = index.libraries[number];
    const text = all.subarray(at, (at += length));
    if (!library || text.length !== length) throw new RangeError('the answers are cut off');
    decoded.set(key, { basis: { library, reads, roots }, text, rows });
  }
  return decoded;
}
