import type { Readable, Writable } from 'node:stream';
import type { RequestAnswerer } from './answerRequest';
import type { LaunchedSession } from './launchedSession';
import { InvalidRequest, type Answer, type MessageFormat } from './protocol';
import { readMessages } from './readMessages';

export interface ClientStreams {
  /** Opened when what the launcher has read is handled: until then it may be reading there. */
  readonly input: () => Readable;
  readonly output: Writable;
}

/** A launcher that has read and answered a client's first requests. */
export interface Launched {
  /** What it has read. Requests that it has answered have {@link answeredMark} before them. */
  readonly requests: Readable;
  readonly session: LaunchedSession;
}

/** `=`, with which no message begins. */
const answeredMark = 0x3d;

/**
 * Answers requests in their order until the input ends, and does not wait for an answer that is under way then. Gives the exit status: 0, or 1
 * when a message is none of the protocol. `onProblem` is told why.
 */
export async function serveRequests(
  { input, output }: ClientStreams,
  format: MessageFormat,
  answerer: RequestAnswerer,
  onProblem: (message: string) => void,
  launched?: Launched,
): Promise<number> {
  const session = launched?.session;
  return new Promise((resolve) => {
    let stopped = false;
    const stop = (error: unknown): void => {
      // What comes behind it is not answered either.
      if (stopped) return;
      stopped = true;
      onProblem(error instanceof Error ? error.message : String(error));
      resolve(1);
    };
    let last: Promise<void> = Promise.resolve();
    const next = (step: () => Promise<void>): void => {
      last = last.then(step);
      last.catch(stop);
    };
    const handle = async (message: Buffer, isAnswered: boolean): Promise<void> => {
      const answer = await answerTo(message, format, answerer);
      if (!answer) return;
      const written = format.write(answer.response);
      if (!isAnswered) output.write(written);
      session?.note(message, answer, written, isAnswered);
    };
    const catchUp = async (): Promise<void> => {
      for (const message of session?.takePostponed() ?? []) await handle(message, true);
      session?.caughtUp();
    };
    const onMessage = (message: Buffer, isAnswered = false): void =>
      next(async () => {
        if (isAnswered && session?.postpone(message)) return;
        const known = session?.answerTo(message, answerer.spanMode);
        if (known) {
          output.write(known);
          return;
        }
        await catchUp();
        await handle(message, isAnswered);
      });
    session?.onQuiet(() => next(catchUp));
    const read = async (): Promise<void> => {
      if (launched)
        await readMessages(launched.requests, format.terminator, (message) => {
          if (message[0] === answeredMark) onMessage(message.subarray(1), true);
          else onMessage(message);
        });
      await readMessages(input(), format.terminator, (message) => onMessage(message));
    };
    // The client is gone.
    output.on('error', () => resolve(0));
    read().then(() => resolve(0), stop);
  });
}

/** Undefined for what is to be overlooked. Rejects with InvalidRequest where the protocol has no answer. */
async function answerTo(
  message: Buffer,
  format: MessageFormat,
  answerer: RequestAnswerer,
): Promise<Answer | undefined> {
  try {
    const request = format.read(message);
    return request && (await answerer.answer(request));
  } catch (error) {
    if (!(error instanceof InvalidRequest) || !error.expand) throw error;
    return answerer.refusal(`the request is not valid: ${error.message}`);
  }
}
