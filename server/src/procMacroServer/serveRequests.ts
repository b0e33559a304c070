import type { Readable, Writable } from 'node:stream';
import type { RequestAnswerer } from './answerRequest';
import { readLines } from './lineReader';
import type { Response } from './protocol';
import { InvalidRequest, readRequest } from './readRequest';

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
  answerer: RequestAnswerer,
  onProblem: (message: string) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const stop = (error: unknown): void => {
      onProblem(error instanceof Error ? error.message : String(error));
      resolve(1);
    };
    let last: Promise<void> = Promise.resolve();
    const onLine = (line: string): void => {
      // What a macro printed into the client's output has come this way in other servers, and they overlook it.
      if (!line.startsWith('{')) return;
      last = last
        .then(async () => output.write(`${JSON.stringify(await responseTo(line, answerer))}\n`))
        .then();
      last.catch(stop);
    };
    // The client is gone.
    output.on('error', () => resolve(0));
    readLines(input, onLine).then(() => resolve(0), stop);
  });
}

/** Rejects with InvalidRequest where the protocol has no answer. */
async function responseTo(line: string, answerer: RequestAnswerer): Promise<Response> {
  try {
    return await answerer.answer(readRequest(line));
  } catch (error) {
    if (!(error instanceof InvalidRequest) || !error.expand) throw error;
    return answerer.refusal(`the request is not valid: ${error.message}`);
  }
}
