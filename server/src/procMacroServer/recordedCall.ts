import { createHash } from 'node:crypto';
import { SpanNumbering } from './spanNumbering';
import { rowLength } from './spanRows';

/** Of the JSON of a request, and of an answer. No text in JSON can contain it, whose quotes would have backslashes. */
export const tableStart = '"span_data_table":[';

/** A request for an expansion, by what it asks for. */
export interface RecordedCall {
  /** SHA-256 in Base64 of the request, with our numbers in its table of spans. */
  readonly key: string;
  /** How many spans the request has, each of five numbers. */
  readonly table: readonly number[];
  /** The text of the table, without its brackets. */
  readonly tableText: Uint8Array;
  readonly numbering: SpanNumbering;
}

const expansionStart = Buffer.from('{"ExpandMacro":');

/** Undefined for every other request, for one without spans, and for one that may not be valid. */
export function readCall(message: Buffer): RecordedCall | undefined {
  if (!message.subarray(0, expansionStart.length).equals(expansionStart)) return undefined;
  const start = message.lastIndexOf(tableStart) + tableStart.length;
  const end = message.indexOf(']', start);
  if (start < tableStart.length || end < 0) return undefined;
  const tableText = message.subarray(start, end);
  const table = readNumbers(tableText);
  if (!table || table.length === 0 || table.length % rowLength !== 0) return undefined;
  const numbering = new SpanNumbering();
  const key = createHash('sha256')
    .update(`${table.length}\n`)
    .update(Uint32Array.from(numbering.numbered(table)))
    .update(message.subarray(0, start))
    .update(message.subarray(end))
    .digest('base64');
  return { key, table, tableText, numbering };
}

function readNumbers(text: Buffer): readonly number[] | undefined {
  try {
    const numbers = JSON.parse(`[${text.toString('latin1')}]`) as unknown[];
    return numbers.every((each): each is number => typeof each === 'number' && each >>> 0 === each)
      ? numbers
      : undefined;
  } catch {
    return undefined;
  }
}
