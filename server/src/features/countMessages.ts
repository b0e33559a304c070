import type { MessageStrategy } from 'vscode-languageserver';
import type { MessageTraffic } from '../analysis/messageTraffic';

/** Counts the messages that are being answered. They are handed on as they come. */
export function countMessages(traffic: MessageTraffic): MessageStrategy {
  const done = (): void => traffic.end();
  return {
    handleMessage: (message, next) => {
      traffic.begin();
      const result = next(message);
      if (result instanceof Promise) result.then(done, done);
      else done();
      return result;
    },
  };
}
