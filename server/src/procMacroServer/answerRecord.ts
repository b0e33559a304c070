import { disk } from '#platform/disk';
import type { DiskStore } from '../cache/diskStore';
import { FileHashes } from '../cache/fileHashes';
import { filesHold } from '../cache/verifyingTrace';
import type { AnswerBasis } from './answerBasis';
import { decodeAnswers, encodeAnswers, type KeptAnswer } from './encodeAnswers';
import { tableStart, type RecordedCall } from './recordedCall';
import type { Response } from './protocol';

export interface AnswerRecordOptions {
  /** Undefined where nothing can be kept. */
  readonly store: DiskStore | undefined;
  /** Where the record is in the store: the hash of all that answers depend on and that neither a request nor an {@link AnswerBasis} tells. */
  readonly key: string;
  /** Bytes that the answers may take; those that nobody has asked for the longest go. */
  readonly maximumBytes?: number;
}

/** An answer takes so many bytes besides its text, roughly. */
const answerBytes = 300;

/** What is new is worth writing during a session when it is one of so many parts of the whole. */
const growthParts = 16;

/**
 * Expansions as they were answered, in this session of a client and in earlier ones. A request that asks for the same again is answered with the text of then,
 * whose spans alone are put in: nothing is read into tokens, and neither projects nor modules are looked at. It is, as long as the native library is the
 * same file and the macro would read the same.
 */
export class AnswerRecord {
  private readonly answers: Map<string, KeptAnswer>;
  private readonly inputs = new FileHashes();
  private bytes = 0;
  private newBytes = 0;

  /** Reads what earlier sessions have kept. */
  constructor(private readonly options: AnswerRecordOptions) {
    this.answers = read(options);
    for (const answer of this.answers.values()) this.bytes += sizeOf(answer);
  }

  get isEmpty(): boolean {
    return this.answers.size === 0;
  }

  /** The answer to a call with the end of its message, or undefined when it is not known or may be another one now. */
  find({ key, tableText, numbering }: RecordedCall): Uint8Array | undefined {
    const known = this.answers.get(key);
    if (!known || !this.holds(known.basis)) return undefined;
    const { text, rows } = known;
    const added = rows && numbering.original(rows);
    if (rows && !added) return undefined;
    // Those that were used last stand at the end.
    this.answers.delete(key);
    this.answers.set(key, known);
    if (!added) return text;
    const end = `${added.map((value) => `,${value}`).join('')}${tableEnd}`;
    return Buffer.concat([text, tableText, Buffer.from(end)]);
  }

  /** Keeps an answer. `written`: it as a message. */
  add(call: RecordedCall, response: Response, written: string, basis: AnswerBasis): void {
    if (!('ExpandMacroExtended' in response)) return;
    const outcome = response.ExpandMacroExtended;
    const rows = 'Ok' in outcome ? outcome.Ok.span_data_table.slice(call.table.length) : undefined;
    const text = rows ? written.slice(0, written.lastIndexOf(tableStart) + tableStart.length) : written;
    const answer: KeptAnswer = {
      basis,
      text: Buffer.from(text),
      rows: rows && call.numbering.numbered(rows),
    };
    const size = sizeOf(answer);
    this.remove(call.key);
    this.answers.set(call.key, answer);
    this.bytes += size;
    this.newBytes += size;
    for (const key of this.answers.keys()) {
      if (this.bytes <= (this.options.maximumBytes ?? defaultMaximumBytes)) break;
      this.remove(key);
    }
  }

  /** Writes the record if it has grown. `always`: whenever something is new. Never rejects: where nothing can be written the next session does without. */
  async keep(always: boolean): Promise<void> {
    if (this.newBytes === 0 || (!always && this.newBytes < this.bytes / growthParts)) return;
    this.newBytes = 0;
    await this.options.store?.put(this.options.key, encodeAnswers(this.answers)).catch(() => undefined);
  }

  private holds({ library, reads, roots }: AnswerBasis): boolean {
    return (
      disk.statusOf(library.path)?.stamp === library.stamp &&
      (reads.length === 0 || filesHold(reads, this.inputs.statesFor({ roots })))
    );
  }

  private remove(key: string): void {
    const answer = this.answers.get(key);
    if (answer) this.bytes -= sizeOf(answer);
    this.answers.delete(key);
  }
}

/** Reading and checking it takes some 50 ms, while a client reads its project. */
const defaultMaximumBytes = 32 << 20;

/** What an answer with a table of spans ends with. */
const tableEnd = ']}}}\n';

function read({ store, key }: AnswerRecordOptions): Map<string, KeptAnswer> {
  const bytes = store?.getNow(key);
  try {
    return bytes ? decodeAnswers(bytes) : new Map<string, KeptAnswer>();
  } catch {
    // Written whole, but by a fault of ours: it must not be met again.
    store?.remove(key);
    return new Map<string, KeptAnswer>();
  }
}

function sizeOf({ text, rows }: KeptAnswer): number {
  return text.length + 4 * (rows?.length ?? 0) + answerBytes;
}
