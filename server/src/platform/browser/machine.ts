import type { Machine } from '../machine';

/** A browser does not tell what it runs on; code is taken as it would be built on the most usual server. */
export const machine: Machine = {
  platform: 'linux',
  architecture: 'x64',
  runtime: 'in a browser',
  usage: () => `for ${Math.round(performance.now() / 1000)} s`,
  processorMillis: () => performance.now(),
  pause: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
  hasPrograms: false,
  fileUrl: (path) => `file://${encodeURI(path)}`,
  pathOfFileUrl: (url) => {
    if (!url.startsWith('file:///')) throw new Error(`${url} names no file`);
    return decodeURIComponent(url.slice('file://'.length));
  },
};
