/** How a client sends files to a server in a browser, which can read none itself. */

/** Sent with `SentFile[]` in `files` whenever files have changed. The initialization option `files` holds those of the start. */
export const filesNotification = 'macroscope/filesChanged';

/** A file as it is now; without content it is gone, or was a folder that is. */
export interface SentFile {
  readonly uri: string;
  readonly content?: Uint8Array;
}
