/** Numbers of the wire format, version 1 (docs/wire-format.md). */
import type { Delimiter, LiteralKind, Spacing } from '../../syntax/token';

/** `MTOK` */
export const magic: readonly number[] = [0x4d, 0x54, 0x4f, 0x4b];
export const version = 1;

export const enum TokenTag {
  End = 0,
  Group = 1,
  Ident = 2,
  Punct = 3,
  Literal = 4,
  DocComment = 5,
}

/** Bits of a tag whose meaning depends on the token's kind. */
export const openTightBit = 0x80;
export const rawBit = 0x20;
export const innerDocBit = 0x20;
export const blockDocBit = 0x40;

export const spacings: readonly Spacing[] = ['alone', 'joint', 'jointHidden'];
export const spacingShift = 3;

export const delimiters: readonly Delimiter[] = ['paren', 'bracket', 'brace', 'invisible'];
export const delimiterShift = 5;

export const literalKinds: readonly LiteralKind[] = [
  'integer',
  'float',
  'char',
  'byte',
  'string',
  'rawString',
  'byteString',
  'rawByteString',
  'cString',
  'rawCString',
];

export const macroKinds = ['bang', 'derive', 'attribute'] as const;
