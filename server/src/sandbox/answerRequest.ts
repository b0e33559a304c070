import { runGuestCall } from './guestCall';
import type { SandboxHost } from './host';
import { prepareModule } from './prepareModule';
import type { WorkerReply, WorkerRequest } from './workerMessages';

export interface Answer {
  readonly reply: WorkerReply;
  /** Buffers in the reply that the worker does not need any more. */
  readonly transfer: ArrayBuffer[];
}

/** What a worker does with a request, on every platform. */
export function answerRequest(request: WorkerRequest, host: SandboxHost): Answer {
  switch (request.kind) {
    case 'prepare': {
      const reply = prepareModule(request);
      return { reply, transfer: reply.kind === 'prepared' ? buffersOf(reply.rewritten) : [] };
    }
    case 'call': {
      const result = runGuestCall(request.module, request.call, host);
      const output = result.status === 'returned' ? result.output : undefined;
      return { reply: { kind: 'result', result }, transfer: buffersOf(output) };
    }
  }
}

/** The buffer of an array that owns all of it; none for a view, which is copied. */
function buffersOf(bytes: Uint8Array | undefined): ArrayBuffer[] {
  const buffer = bytes?.buffer;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes?.length ? [buffer] : [];
}
