/** The entry of a worker thread: prepares modules and runs calls, one after the other, as the pool asks. */
import { parentPort, type TransferListItem } from 'node:worker_threads';
import { runGuestCall } from './guestCall';
import { prepareModule } from './prepareModule';
import type { PrepareReply, WorkerReply, WorkerRequest } from './workerMessages';

const port = parentPort;
if (port === null) throw new Error('sandboxWorker runs as a worker thread only');

const reply = (message: WorkerReply, transfer: readonly TransferListItem[] = []): void =>
  port.postMessage(message, transfer);

const replyPrepared = (message: PrepareReply): void => {
  const rewritten = message.kind === 'prepared' ? message.rewritten : undefined;
  reply(message, rewritten === undefined ? [] : [rewritten.buffer as ArrayBuffer]);
};

port.on('message', (request: WorkerRequest) => {
  switch (request.kind) {
    case 'prepare':
      replyPrepared(prepareModule(request));
      break;
    case 'call': {
      const result = runGuestCall(request.module, request.call);
      reply(
        { kind: 'result', result },
        result.status === 'returned' ? [result.output.buffer as ArrayBuffer] : [],
      );
    }
  }
});
reply({ kind: 'ready' });
