/** The entry of a worker thread in Node: answers the pool's requests, one after the other. */
import { parentPort } from 'node:worker_threads';
import { RequestAnswerer } from './requestAnswerer';
import { nodeHost } from './nodeHost';
import { warmUp } from './warmUp';
import type { WorkerReply, WorkerRequest } from './workerMessages';

const port = parentPort;
if (port === null) throw new Error('sandboxWorker runs as a worker thread only');

const answerer = new RequestAnswerer(nodeHost);
port.on('message', (request: WorkerRequest) => {
  const { reply, transfer } = answerer.answer(request);
  port.postMessage(reply, transfer);
  answerer.makeReady(request, reply);
});
warmUp(nodeHost);
port.postMessage({ kind: 'ready' } satisfies WorkerReply);
