const utf8 = /* @__PURE__ */ new TextEncoder();

/** Writes the WebAssembly binary format into a buffer that grows. */
export class ByteWriter {
  private buffer: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.buffer = new Uint8Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  u8(byte: number): void {
    if (this.length === this.buffer.length) this.grow(1);
    this.buffer[this.length++] = byte;
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  u32(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.u8(rest);
  }

  /** A signed LEB128 number between -2^53 and 2^53. */
  signed(value: number): void {
    let rest = value;
    for (;;) {
      // The remainder of division by 128, also for negative numbers that exceed 32 bits.
      const low = rest - Math.floor(rest / 128) * 128;
      rest = Math.floor(rest / 128);
      const isLast = (rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40);
      this.u8(isLast ? low : low | 0x80);
      if (isLast) return;
    }
  }

  /** A signed LEB128 number of 64 bits. */
  signed64(value: bigint): void {
    let rest = value;
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const isLast = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40);
      this.u8(isLast ? low : low | 0x80);
      if (isLast) return;
    }
  }

  name(text: string): void {
    const bytes = utf8.encode(text);
    this.u32(bytes.length);
    this.append(bytes, 0, bytes.length);
  }

  /** Bytes `start` to `end` of another buffer. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length <= 0) return;
    if (this.length + length > this.buffer.length) this.grow(length);
    if (length < 24) {
      // Most pieces are a few bytes long, for which making a view costs more than copying.
      for (let at = start; at < end; at++) this.buffer[this.length++] = bytes[at] ?? 0;
      return;
    }
    this.buffer.set(bytes.subarray(start, end), this.length);
    this.length += length;
  }

  /** Bytes `start` to `end` of what another has written, or all. */
  appendWriter(other: ByteWriter, start = 0, end = other.length): void {
    this.append(other.buffer, start, end);
  }

  /** What was written, as a copy. */
  toBytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + by));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
