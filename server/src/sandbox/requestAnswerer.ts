import { ExactModules } from './exactModules';
import { ReadyInstances } from './freshInstance';
import { runGuestCall } from './guestCall';
import type { SandboxHost } from './host';
import { prepareModule } from './prepareModule';
import type { WorkerReply, WorkerRequest } from './workerMessages';

export interface Answer {
  readonly reply: WorkerReply;
  /** Buffers in the reply that the worker does not need any more. */
  readonly transfer: ArrayBuffer[];
}

/** What a worker does with requests, on every platform. */
export class RequestAnswerer {
  private readonly ready = new ReadyInstances();
  private readonly exactModules = new ExactModules();

  constructor(private readonly host: SandboxHost) {}

  answer(request: WorkerRequest): Answer {
    switch (request.kind) {
      case 'prepare': {
        const reply = prepareModule(request.source);
        return { reply, transfer: reply.kind === 'prepared' ? buffersOf(reply.rewritten) : [] };
      }
      case 'call': {
        const result = runGuestCall(request.module, request.call, this.host, this.ready, this.exactModules);
        const output = result.status === 'returned' ? result.output : undefined;
        return { reply: { kind: 'result', result }, transfer: buffersOf(output) };
      }
    }
  }

  /** To be called when the answer was sent: what the next call of the same module would have to wait for. */
  makeReady(request: WorkerRequest, reply: WorkerReply): void {
    if (request.kind === 'call') this.ready.prepare(request.call.moduleKey, request.module);
    else if (reply.kind === 'prepared') this.ready.prepare(request.moduleKey, reply.module);
  }
}

/** The buffer of an array that owns all of it; none for a view, which is copied. */
function buffersOf(bytes: Uint8Array | undefined): ArrayBuffer[] {
  const buffer = bytes?.buffer;
  return buffer instanceof ArrayBuffer && buffer.byteLength === bytes?.length ? [buffer] : [];
}
