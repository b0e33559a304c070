import type { Machine } from '../machine';

/** The part of a browser's `MessagePort` that is used. TypeScript declares it in its DOM library only. */
interface BrowserPort {
  onmessage: () => void;
  postMessage(message: unknown): void;
  close(): void;
}

/** A browser does not tell what it runs on; code is taken as it would be built on the most usual server. */
export const machine: Machine = {
  platform: 'linux',
  architecture: 'x64',
  runtime: 'in a browser',
  usage: () => `for ${Math.round(performance.now() / 1000)} s`,
  processorMillis: () => performance.now(),
  nextTurn: () =>
    new Promise((resolve) => {
      // Timers are held back when they are set one after the other, and messages are not.
      const { port1, port2 } = new MessageChannel() as unknown as Record<'port1' | 'port2', BrowserPort>;
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
  pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
  collectYoungGarbage: () => undefined,
  collectIdleGarbage: () => undefined,
  hasPrograms: false,
  fileUrl: (path) => `file://${encodeURI(path)}`,
  pathOfFileUrl: (url) => {
    if (!url.startsWith('file:///')) throw new Error(`${url} names no file`);
    return decodeURIComponent(url.slice('file://'.length));
  },
};
