import type { TextPosition } from './serverContext';
import type { Work } from './slowWork';

/** Runs a command for a place in a document, and gives what the client is answered. `more`: a second argument, whatever the client sent. */
export type CommandHandler = (at: TextPosition, work: Work, more: unknown) => Promise<unknown>;
