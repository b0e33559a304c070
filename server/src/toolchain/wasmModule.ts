/** Reading what the builder needs from a WebAssembly module: names of exports and custom sections (core specification, 5.5). */
import type { MacroExport } from './types';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const customSection = 0;
const exportSection = 7;
const functionKind = 0;

/**
 * The macros that a module exports, in the order in which its crate declares them. Throws an Error when the bytes are no module or the
 * list does not fit the exports.
 */
export function macrosOf(module: Uint8Array): MacroExport[] {
  const reader = new Reader(module);
  if (reader.u32le() !== 0x6d736100 || reader.u32le() !== 1) throw new Error('not a WebAssembly module');
  const exported = new Set<string>();
  let declared = '';
  while (!reader.atEnd) {
    const id = reader.byte();
    const section = reader.take(reader.leb());
    if (id === customSection && section.name() === 'macroscope.macros') declared += section.rest();
    if (id !== exportSection) continue;
    for (let count = section.leb(); count > 0; count--) {
      const name = section.name();
      const kind = section.byte();
      section.leb();
      if (kind === functionKind) exported.add(name);
    }
  }
  return parseMacroList(declared).filter(({ entry }) => {
    if (!exported.has(entry)) throw new Error(`the module declares ${entry} but does not export it`);
    return true;
  });
}

/** One line a macro: `kind name helper helper…`. */
function parseMacroList(text: string): MacroExport[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [kind, name, ...helperAttributes] = line.split(' ').filter((word) => word !== '');
      if ((kind !== 'bang' && kind !== 'derive' && kind !== 'attribute') || name === undefined)
        throw new Error(`unknown macro declaration: ${line}`);
      return { name, kind, helperAttributes, entry: `macroscope_${kind}_${name}` };
    });
}

class Reader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.position++];
    if (value === undefined) throw new Error('the module ends too early');
    return value;
  }

  u32le(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  leb(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new Error('a number in the module is too long');
  }

  take(length: number): Reader {
    if (length > this.bytes.length - this.position) throw new Error('the module ends too early');
    const part = new Reader(this.bytes.subarray(this.position, this.position + length));
    this.position += length;
    return part;
  }

  name(): string {
    return this.take(this.leb()).rest();
  }

  rest(): string {
    const text = utf8.decode(this.bytes.subarray(this.position));
    this.position = this.bytes.length;
    return text;
  }
}
