/**
 * A file's text as the compiler holds it: without byte order mark, line ends `\n` (rustc_span: normalize_src), measured in UTF-8 bytes.
 */
export class NormalizedText {
  readonly text: string;
  private readonly offsets: Uint32Array;

  constructor(original: string) {
    this.text = original.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    this.offsets = new Uint32Array(original.length + 1);
    let bytes = 0;
    for (let index = 0; index < original.length; index++) {
      this.offsets[index] = bytes;
      bytes += byteLength(original, index);
    }
    this.offsets[original.length] = bytes;
  }

  /** UTF-16 offset in the original text to byte offset in the normalized one. */
  byteOffset(offset: number): number {
    return this.offsets[Math.min(offset, this.offsets.length - 1)] ?? 0;
  }

  /** Byte offset in the normalized text to UTF-16 offset in the original one: the first that is not before it. */
  unitOffset(byte: number): number {
    let low = 0;
    let high = this.offsets.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.offsets[middle] ?? 0) < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Bytes of one UTF-16 unit. A pair has four, counted at its first half; a lone half is written as U+FFFD. */
function byteLength(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code < 0x80) return code === 13 && text.charCodeAt(index + 1) === 10 ? 0 : 1;
  if (code < 0x800) return 2;
  if (code === 0xfeff && index === 0) return 0;
  if (code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) return 4;
  if (isLowSurrogate(code) && index > 0 && isHighSurrogate(text.charCodeAt(index - 1))) return 0;
  return 3;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
