/**
 * Consistent overhead byte stuffing (Cheshire and Baker, 1999): bytes without any zero, so that a zero ends a message. Each block begins with a
 * byte that says after how many bytes the next zero of the message would stand; 255 says that after 254 bytes none does.
 */
const longestBlock = 0xff;

/** With the zero that ends the message. */
export function encodeCobs(message: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(message.length + Math.ceil((message.length + 1) / (longestBlock - 1)) + 1);
  let start = 0;
  let at = 1;
  for (const byte of message) {
    if (byte !== 0) encoded[at++] = byte;
    if (byte !== 0 && at - start < longestBlock) continue;
    encoded[start] = at - start;
    start = at++;
  }
  encoded[start] = at - start;
  encoded[at++] = 0;
  return encoded.subarray(0, at);
}

/** Of a message without the zero at its end. Undefined for what is none. */
export function decodeCobs(encoded: Uint8Array): Uint8Array | undefined {
  const message = new Uint8Array(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length;) {
    const block = encoded[at] ?? 0;
    const end = at + block;
    if (block === 0 || end > encoded.length) return undefined;
    message.set(encoded.subarray(at + 1, end), length);
    length += block - 1;
    at = end;
    if (block < longestBlock && at < encoded.length) message[length++] = 0;
  }
  return message.subarray(0, length);
}
