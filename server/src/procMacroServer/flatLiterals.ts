import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { LiteralKind } from '../syntax/token';

/** A literal as the compiler writes it down. */
export interface WrittenLiteral {
  readonly kind: LiteralKind;
  /** With prefix, quotes, hashes and suffix. */
  readonly text: string;
  readonly suffix: string;
}

/** A literal as a flat tree has it. */
export interface FlatLiteral {
  /** What stands between the quotes, or the number. */
  readonly content: string;
  /** The kind's number, and the count of hashes in the second byte. */
  readonly kind: number;
  readonly suffix: string;
}

/** By the number that the protocol has for each, and by what stands in front of its hashes. The number 0 is for what is no literal. */
const kinds: readonly (readonly [kind: LiteralKind, prefix: string] | undefined)[] = [
  undefined,
  ['byte', 'b'],
  ['char', ''],
  ['integer', ''],
  ['float', ''],
  ['string', ''],
  ['rawString', 'r'],
  ['byteString', 'b'],
  ['rawByteString', 'br'],
  ['cString', 'c'],
  ['rawCString', 'cr'],
];

const numbers = new Map(kinds.flatMap((entry, number) => (entry ? [[entry[0], number] as const] : [])));

function isNumber(kind: LiteralKind): boolean {
  return kind === 'integer' || kind === 'float';
}

/** Undefined for a kind that is none. */
export function writeLiteral({ content, kind: number, suffix }: FlatLiteral): WrittenLiteral | undefined {
  const entry = kinds[number & 0xff];
  if (!entry) return undefined;
  const [kind, prefix] = entry;
  if (isNumber(kind)) return { kind, text: content + suffix, suffix };
  const quote = kind === 'char' || kind === 'byte' ? "'" : '"';
  const hashes = kind.startsWith('raw') ? '#'.repeat(number >>> 8) : '';
  return { kind, text: `${prefix}${hashes}${quote}${content}${quote}${hashes}${suffix}`, suffix };
}

/** The inverse of `writeLiteral`, for what is a literal of its kind. */
export function flattenLiteral({ kind, text, suffix }: WrittenLiteral): FlatLiteral {
  const number = numbers.get(kind) ?? 0;
  const prefix = kinds[number]?.[1] ?? '';
  const end = text.length - suffix.length;
  if (isNumber(kind)) return { content: text.slice(0, end), kind: number, suffix };
  let hashes = 0;
  while (text.charAt(prefix.length + hashes) === '#') hashes++;
  const content = text.slice(prefix.length + hashes + 1, end - 1 - hashes);
  return { content, kind: number | (hashes << 8), suffix };
}

/** Reads a literal as it is written, for clients whose trees have it so. Undefined for what is none. */
export function readWrittenLiteral(written: string): WrittenLiteral | undefined {
  const [token, more] = parseTokenTrees({ id: 0, path: undefined, text: written }).tokens;
  if (token?.kind !== 'literal' || more || token.text !== written) return undefined;
  return { kind: token.literal, text: token.text, suffix: token.suffix };
}
