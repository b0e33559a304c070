/** The entry of a worker thread in Node: answers the pool's requests, one after the other. */
import { parentPort } from 'node:worker_threads';
import { answerRequest } from './answerRequest';
import { nodeHost } from './nodeHost';
import { warmUp } from './warmUp';
import type { WorkerReply, WorkerRequest } from './workerMessages';

const port = parentPort;
if (port === null) throw new Error('sandboxWorker runs as a worker thread only');

port.on('message', (request: WorkerRequest) => {
  const { reply, transfer } = answerRequest(request, nodeHost);
  port.postMessage(reply, transfer);
});
warmUp(nodeHost);
port.postMessage({ kind: 'ready' } satisfies WorkerReply);
