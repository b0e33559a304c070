/** Thrown and caught by the printers of syntax: something is not known to them, so that the whole is printed from its tokens. */
export class NotReadable extends Error {}

/** What is read; undefined for what is not readable. */
export function readable<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotReadable) return undefined;
    throw error;
  }
}
