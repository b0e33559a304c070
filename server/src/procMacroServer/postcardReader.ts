import { InvalidRequest } from './protocol';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads values in postcard's wire format (version 1.0 of its specification). Every fault is an InvalidRequest. */
export class PostcardReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Throws where something is left. */
  end(): void {
    if (this.position < this.bytes.length) throw new InvalidRequest('something follows the end of a message');
  }

  /** `u32`, `usize`, the number of a variant, or a length: all numbers of the protocol are below 2^32. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new InvalidRequest('a number is too large');
  }

  text(): string {
    const length = this.count();
    const text = this.bytes.subarray(this.position, (this.position += length));
    try {
      return decoder.decode(text);
    } catch {
      throw new InvalidRequest('a text is not UTF-8');
    }
  }

  list<Item>(read: () => Item): Item[] {
    return Array.from({ length: this.count() }, read);
  }

  option<Value>(read: () => Value): Value | undefined {
    const isThere = this.byte();
    if (isThere > 1) throw new InvalidRequest('what may be missing is neither there nor missing');
    return isThere === 1 ? read() : undefined;
  }

  /** The length of what follows, each part of which takes a byte at least. */
  private count(): number {
    const count = this.number();
    if (count > this.bytes.length - this.position) throw new InvalidRequest('a message ends too early');
    return count;
  }

  private byte(): number {
    const byte = this.bytes[this.position++];
    if (byte === undefined) throw new InvalidRequest('a message ends too early');
    return byte;
  }
}
