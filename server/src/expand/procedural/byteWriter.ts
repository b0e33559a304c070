const encoder = new TextEncoder();

/** A growing buffer with the elements of the wire format (docs/wire-format.md). */
export class ByteWriter {
  private bytes = new Uint8Array(4096);
  private length = 0;
  private readonly strings = new Map<string, number>();

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  /** An unsigned integer below 2^32, LEB128. */
  number(value: number): void {
    while (value > 0x7f) {
      this.byte((value & 0x7f) | 0x80);
      value >>>= 7;
    }
    this.byte(value);
  }

  /** Length and UTF-8. A lone surrogate becomes U+FFFD. */
  text(text: string): void {
    if (text.length < 0x80 && this.shortAscii(text)) return;
    const encoded = encoder.encode(text);
    this.number(encoded.length);
    this.append(encoded);
  }

  /** A text that is likely to come again: later occurrences are an index. */
  string(text: string): void {
    const index = this.strings.get(text);
    if (index !== undefined) {
      this.number(index);
      return;
    }
    this.strings.set(text, this.strings.size + 1);
    this.byte(0);
    this.text(text);
  }

  append(bytes: Uint8Array): void {
    this.grow(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written. The buffer must not be written to afterwards. */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private shortAscii(text: string): boolean {
    this.grow(text.length + 1);
    const start = this.length + 1;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      this.bytes[start + index] = code;
    }
    this.bytes[this.length] = text.length;
    this.length = start + text.length;
    return true;
  }

  private grow(by: number): void {
    if (this.length + by <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
