import type { AnswerRecord } from './answerRecord';
import type { Answer, SpanMode } from './protocol';
import { readCall, type RecordedCall } from './recordedCall';
import type { StartRecord } from './startRecord';

/**
 * A client that has asked for nothing for so long, once it has asked for expansions, has read its project. Before, it finds out types with all that the machine
 * has, and a project that is loaded beside that would make it slower.
 */
const quietMillis = 30_000;

const listStart = Buffer.from('{"ListMacros":');

/**
 * What is known of a client from its earlier sessions, and kept for the next one. Where it asks for nothing but what it has asked for before, the service with
 * its projects and modules is not needed. So libraries whose macros the launcher has listed are not looked up until something else is asked
 * for, or until the client is quiet: then the service is ready for what the user does next.
 */
export class LaunchedSession {
  private postponed: Buffer[] = [];
  /** Undefined before the first expansion. */
  private quiet: NodeJS.Timeout | undefined;
  private whenQuiet: () => void = () => undefined;
  /** The call that was not known, until its answer is. */
  private unknown: { readonly message: Buffer; readonly call: RecordedCall } | undefined;

  /** `answers`: undefined where none are to be given. */
  constructor(
    private readonly start: StartRecord,
    private readonly answers: AnswerRecord | undefined,
  ) {}

  /** Whether nothing is known that the client was answered before. */
  get isFirst(): boolean {
    return this.answers?.isEmpty === true;
  }

  /** `handler`: called when the client is quiet. */
  onQuiet(handler: () => void): void {
    this.whenQuiet = handler;
  }

  /** Whether a message that the launcher has answered needs no further look for now. */
  postpone(message: Buffer): boolean {
    const isPostponed =
      this.answers?.isEmpty === false && message.subarray(0, listStart.length).equals(listStart);
    if (isPostponed) this.postponed.push(message);
    return isPostponed;
  }

  /** The messages that are to be answered now after all. When that is done, `caughtUp` is to be called. */
  takePostponed(): readonly Buffer[] {
    const { postponed } = this;
    this.postponed = [];
    return postponed;
  }

  caughtUp(): void {
    // What a client asks for later is no part of its start.
    if (this.quiet) this.start.end();
  }

  /** The answer to a message, if it is known from before. */
  answerTo(message: Buffer, mode: SpanMode): Uint8Array | undefined {
    const call = this.answers && mode === 'RustAnalyzer' ? readCall(message) : undefined;
    this.unknown = call && { message, call };
    if (call) (this.quiet ??= setTimeout(() => this.beQuiet(), quietMillis).unref()).refresh();
    return call && this.answers?.find(call);
  }

  /** Keeps an answer for later sessions. `isAnswered`: it was the launcher that gave it. */
  note(message: Buffer, answer: Answer, written: string | Uint8Array, isAnswered: boolean): void {
    this.start.note(message, answer, written, isAnswered);
    const { unknown } = this;
    if (unknown?.message === message && answer.basis && typeof written === 'string')
      this.answers?.add(unknown.call, answer.response, written, answer.basis);
  }

  /** Writes what is kept, when the session ends. */
  async keep(): Promise<void> {
    await this.answers?.keep(true);
  }

  private beQuiet(): void {
    this.whenQuiet();
    void this.answers?.keep(false);
  }
}
