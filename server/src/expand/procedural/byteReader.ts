import { MacroError } from '../expansion';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The module's output is not what docs/wire-format.md allows. */
export function invalidOutput(what: string): MacroError {
  return new MacroError('module-invalid', `the macro's module returned invalid data: ${what}`);
}

/** Reads the elements of the wire format. Every fault is a MacroError (`module-invalid`). */
export class ByteReader {
  private position = 0;
  private readonly strings: string[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw invalidOutput('it ends too early');
    return byte;
  }

  /** LEB128 of at most 32 bits. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (shift === 28 && byte > 0xf) break;
        return value >>> 0;
      }
    }
    throw invalidOutput('a number is too large');
  }

  /** The number of elements that follow, each of which takes a byte at least. */
  count(): number {
    const count = this.number();
    if (count > this.remaining) throw invalidOutput('it ends too early');
    return count;
  }

  text(): string {
    const length = this.count();
    const start = this.position;
    this.position += length;
    if (length < 24) {
      const ascii = this.asciiText(start, length);
      if (ascii !== undefined) return ascii;
    }
    try {
      return decoder.decode(this.bytes.subarray(start, start + length));
    } catch {
      throw invalidOutput('text is not UTF-8');
    }
  }

  /** The index in the table of strings, of a string that may be new. */
  stringIndex(): number {
    const reference = this.number();
    if (reference === 0) return this.strings.push(this.text()) - 1;
    if (reference > this.strings.length) throw invalidOutput('a string does not exist');
    return reference - 1;
  }

  stringAt(index: number): string {
    return this.strings[index] ?? '';
  }

  private asciiText(start: number, length: number): string | undefined {
    let text = '';
    for (let index = start; index < start + length; index++) {
      const byte = this.bytes[index] ?? 0x80;
      if (byte > 0x7f) return undefined;
      text += String.fromCharCode(byte);
    }
    return text;
  }
}
