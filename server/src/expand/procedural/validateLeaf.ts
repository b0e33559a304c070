import { identStartLength, skipIdentContinue } from '../../syntax/characters';
import { skipBlockComment } from '../../syntax/filePrologue';
import { scanCharacter, scanNumber, scanString, StringEnds, type Scanned } from '../../syntax/literalScanner';
import type { LiteralKind } from '../../syntax/token';

/** Operator characters of Rust; a quote begins a lifetime. */
export const operatorCharacters = new Set("=<>!~+-*/%^&|@.,;:#$?'");

const neverRaw = new Set(['_', 'super', 'self', 'Self', 'crate']);

export function isIdentifier(text: string, raw: boolean): boolean {
  const start = identStartLength(text, 0);
  return start > 0 && skipIdentContinue(text, start) === text.length && !(raw && neverRaw.has(text));
}

/** Letters and hashes in front of the quote. */
const prefixes: Readonly<Record<LiteralKind, RegExp>> = {
  integer: /^(?=\d)/,
  float: /^(?=\d)/,
  char: /^(?=')/,
  byte: /^b(?=')/,
  string: /^(?=")/,
  rawString: /^r(?=#*")/,
  byteString: /^b(?=")/,
  rawByteString: /^br(?=#*")/,
  cString: /^c(?=")/,
  rawCString: /^cr(?=#*")/,
};

/** Whether the text is one literal of that kind, from its beginning to its end. */
export function isLiteral(text: string, kind: LiteralKind, suffix: string): boolean {
  const prefix = prefixes[kind].exec(text);
  if (!prefix) return false;
  const scanned = scan(text, kind, prefix[0].length);
  // A float with suffix may look like an integer: `1f32`.
  const sameKind = scanned.kind === kind || (kind === 'float' && scanned.kind === 'integer');
  return sameKind && scanned.end === text.length && text.slice(scanned.suffixStart) === suffix;
}

function scan(text: string, kind: LiteralKind, quote: number): Scanned {
  switch (kind) {
    case 'integer':
    case 'float':
      return scanNumber(text, 0);
    case 'char':
    case 'byte':
      return scanCharacter(text, 0, quote, kind);
    default:
      return scanString(text, 0, quote, kind, new StringEnds());
  }
}

/** Whether the text between the markers makes one doc comment. */
export function isDocComment(text: string, block: boolean): boolean {
  if (!block) return !text.includes('\n');
  const whole = `/**${text}*/`;
  return skipBlockComment(whole, 0).end === whole.length && !text.startsWith('/');
}
