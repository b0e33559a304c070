/** What a page or an extension in a browser uses of the sandbox: `createSandbox` with `browserThreads`. */
export { browserThreads, type BrowserWorker } from './browserThreads';
export { createSandbox } from './sandboxPool';
export type * from './types';
