/** The entry of a browser's dedicated worker: answers the pool's requests, one after the other. */
import { RequestAnswerer } from './requestAnswerer';
import { memoryHost } from './memoryHost';
import { warmUp } from './warmUp';
import type { WorkerReply, WorkerRequest } from './workerMessages';

/** The part of a `DedicatedWorkerGlobalScope` that is used. TypeScript declares it in its worker library only. */
interface WorkerScope {
  postMessage(reply: WorkerReply, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: WorkerRequest }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const answerer = new RequestAnswerer(memoryHost);
scope.addEventListener('message', ({ data }) => {
  const { reply, transfer } = answerer.answer(data);
  scope.postMessage(reply, transfer);
  answerer.makeReady(data, reply);
});
warmUp(memoryHost);
scope.postMessage({ kind: 'ready' }, []);
