import type { Content } from '../content';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A browser searches texts only. */
export function contentOf(bytes: Uint8Array): Content {
  return utf8.decode(bytes);
}
