/** A name may begin with U+FEFF, which is a part of it. */
const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads the WebAssembly binary format (https://webassembly.github.io/spec/core/binary/). Only modules that V8
 * has validated are read, so lengths and encodings are known to be right; reading past the end gives zeros
 * and never leaves the buffer.
 */
export class ByteReader {
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  u8(): number {
    return this.bytes[this.at++] ?? 0;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  u32(): number {
    let byte = this.u8();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let shift = 7;
    do {
      byte = this.u8();
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80);
    return value >>> 0;
  }

  /** Passes over a LEB128 number of any size and sign. */
  skipLeb(): void {
    while (this.u8() >= 0x80);
  }

  skip(length: number): void {
    this.at += length;
  }

  name(): string {
    const length = this.u32();
    const text = utf8.decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return text;
  }
}
