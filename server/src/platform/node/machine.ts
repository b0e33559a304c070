import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Machine } from '../machine';
import { collectIdleGarbage, collectYoungGarbage } from './garbage';

export const machine: Machine = {
  platform: process.platform,
  architecture: process.arch,
  runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  usage: () => {
    const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
    return `for ${Math.round(process.uptime())} s, with ${megabytes} MB of memory`;
  },
  processorMillis: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  nextTurn: () => setImmediate(),
  pause: (millis) => setTimeout(millis, undefined, { ref: false }),
  collectYoungGarbage,
  collectIdleGarbage,
  hasPrograms: true,
  pathOfFileUrl: fileURLToPath,
  fileUrl: (path) => pathToFileURL(path).href,
};
