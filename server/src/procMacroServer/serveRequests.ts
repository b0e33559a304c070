import type { Readable, Writable } from 'node:stream';
import type { RequestAnswerer } from './answerRequest';
import { InvalidRequest, type MessageFormat, type Response } from './protocol';
import { readMessages } from './readMessages';

export interface ClientStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Answers requests in their order until the input ends, and does not wait for an answer that is under way then. Gives the exit status: 0, or 1
 * when a message is none of the protocol. `onProblem` is told why.
 */
export async function serveRequests(
  { input, output }: ClientStreams,
  format: MessageFormat,
  answerer: RequestAnswerer,
  onProblem: (message: string) => void,
): Promise<number> {
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
    const onMessage = (message: Buffer): void => {
      last = last.then(async () => {
        const response = await responseTo(message, format, answerer);
        if (response) output.write(format.write(response));
      });
      last.catch(stop);
    };
    // The client is gone.
    output.on('error', () => resolve(0));
    readMessages(input, format.terminator, onMessage).then(() => resolve(0), stop);
  });
}

/** Rejects with InvalidRequest where the protocol has no answer. */
async function responseTo(
  message: Buffer,
  format: MessageFormat,
  answerer: RequestAnswerer,
): Promise<Response | undefined> {
  try {
    const request = format.read(message);
    return request && (await answerer.answer(request));
  } catch (error) {
    if (!(error instanceof InvalidRequest) || !error.expand) throw error;
    return answerer.refusal(`the request is not valid: ${error.message}`);
  }
}
