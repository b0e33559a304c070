import { identStartLength, isDigit, isHexDigit, skipIdentContinue } from './characters';
import type { LiteralKind } from './token';

/** The extent of a literal. `kind` is undefined when the text is no literal; `suffixStart` equals `end` without a suffix. */
export interface Scanned {
  readonly start: number;
  readonly end: number;
  readonly suffixStart: number;
  readonly kind: LiteralKind | undefined;
  readonly problem: string | undefined;
}

/**
 * What is known about missing ends of strings in a text. Without it a text of nothing but opening quotes would be scanned to its end once per
 * quote. What is known holds from an offset on, so that parts of the text may be read again and in any order.
 */
export class StringEnds {
  /** No string that begins here or later ends. */
  private missingFrom = Infinity;
  /** By the number of `#`: no raw string that begins here or later is closed by so many. */
  private readonly missingRawFrom: (number | undefined)[] = [];

  /** Whether every string that was met ends. */
  get areComplete(): boolean {
    return this.missingFrom === Infinity && this.missingRawFrom.length === 0;
  }

  isMissing(from: number): boolean {
    return from >= this.missingFrom;
  }

  setMissing(from: number): void {
    this.missingFrom = Math.min(this.missingFrom, from);
  }

  /** What does not close a raw string of few `#` closes none of more. */
  isRawMissing(from: number, hashes: number): boolean {
    for (let fewer = 0; fewer <= hashes; fewer++)
      if (from >= (this.missingRawFrom[fewer] ?? Infinity)) return true;
    return false;
  }

  setRawMissing(from: number, hashes: number): void {
    this.missingRawFrom[hashes] = Math.min(this.missingRawFrom[hashes] ?? Infinity, from);
  }
}

const maximumHashes = 255;

function skipSuffix(text: string, at: number): number {
  const length = identStartLength(text, at);
  return length === 0 ? at : skipIdentContinue(text, at + length);
}

/** A number from its first digit on (rustc_lexer: Cursor::number). */
export function scanNumber(text: string, start: number): Scanned {
  let at = start + 1;
  let radix = 10;
  let problem: string | undefined;
  if (text.charCodeAt(start) === 48) {
    const marker = text.charCodeAt(at);
    radix = marker === 98 ? 2 : marker === 111 ? 8 : marker === 120 ? 16 : 10;
  }
  if (radix !== 10) {
    const digits = skipDigits(text, start + 2, radix === 16);
    at = digits.end;
    if (digits.any) problem = radix === 16 ? undefined : invalidDigit(text, start + 2, at, radix);
    else return withSuffix(text, start, at, 'integer', 'no valid digits found for number');
  } else at = skipDigits(text, at, false).end;

  let kind: LiteralKind = 'integer';
  const next = text.charCodeAt(at);
  if (next === 46 && text.charCodeAt(at + 1) !== 46 && identStartLength(text, at + 1) === 0) {
    kind = 'float';
    at++;
    if (isDigit(text.charCodeAt(at))) {
      at = skipDigits(text, at, false).end;
      if (isExponentMarker(text.charCodeAt(at))) {
        const exponent = skipExponent(text, at);
        at = exponent.end;
        if (!exponent.any) problem = 'expected at least one digit in exponent';
      }
    }
  } else if (isExponentMarker(next)) {
    kind = 'float';
    const exponent = skipExponent(text, at);
    at = exponent.end;
    if (!exponent.any) problem = 'expected at least one digit in exponent';
  }
  if (kind === 'float' && radix !== 10) problem ??= 'only decimal float literals are supported';
  return withSuffix(text, start, at, kind, problem);
}

function withSuffix(
  text: string,
  start: number,
  suffixStart: number,
  kind: LiteralKind,
  problem: string | undefined,
): Scanned {
  return { start, end: skipSuffix(text, suffixStart), suffixStart, kind, problem };
}

function isExponentMarker(code: number): boolean {
  return code === 101 || code === 69;
}

function skipDigits(text: string, at: number, hex: boolean): { end: number; any: boolean } {
  let any = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 95) {
      if (!(hex ? isHexDigit(code) : isDigit(code))) return { end: at, any };
      any = true;
    }
    at++;
  }
}

function skipExponent(text: string, marker: number): { end: number; any: boolean } {
  const sign = text.charCodeAt(marker + 1);
  return skipDigits(text, marker + (sign === 43 || sign === 45 ? 2 : 1), false);
}

function invalidDigit(text: string, from: number, to: number, radix: number): string | undefined {
  for (let at = from; at < to; at++)
    if (text.charCodeAt(at) !== 95 && text.charCodeAt(at) >= 48 + radix)
      return `invalid digit for a base ${radix} literal`;
  return undefined;
}

/**
 * A character or byte literal whose opening quote is at `quote` (rustc_lexer: Cursor::single_quoted_string). Without an end it stops
 * before the line's end or the next `/`.
 */
export function scanCharacter(text: string, start: number, quote: number, kind: 'char' | 'byte'): Scanned {
  const content = quote + 1;
  const end = characterEnd(text, content);
  if (end.terminated) {
    const length = end.at - 1 - content;
    const single = (text.codePointAt(content) ?? 0) > 0xffff ? 2 : 1;
    let problem: string | undefined;
    if (length === 0) problem = `empty ${kind === 'char' ? 'character' : 'byte'} literal`;
    else if (text.charCodeAt(content) !== 92 && length !== single)
      problem = 'character literal may only contain one codepoint';
    return withSuffix(text, start, end.at, kind, problem);
  }
  const problem = `unterminated ${kind === 'char' ? 'character' : 'byte'} literal`;
  return { start, end: end.at, suffixStart: end.at, kind: undefined, problem };
}

function characterEnd(text: string, content: number): { at: number; terminated: boolean } {
  const first = text.codePointAt(content) ?? 0;
  const afterFirst = content + (first > 0xffff ? 2 : 1);
  if (text.charCodeAt(afterFirst) === 39 && first !== 92) return { at: afterFirst + 1, terminated: true };
  let at = content;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 39) return { at: at + 1, terminated: true };
    if (code === 47 || (code === 10 && text.charCodeAt(at + 1) !== 39)) break;
    at += code === 92 ? 2 : 1;
  }
  return { at: Math.min(at, text.length), terminated: false };
}

/**
 * A string of any kind: `open` is the index of its quote or, for a raw one, of the first `#`. One that does not end is unknown text to the
 * end of its line: what follows an unfinished string in the middle of an edit stays code.
 */
export function scanString(
  text: string,
  start: number,
  open: number,
  kind: LiteralKind,
  ends: StringEnds,
): Scanned {
  const raw = kind === 'rawString' || kind === 'rawByteString' || kind === 'rawCString';
  const close = raw ? rawStringEnd(text, open, ends) : stringEnd(text, open + 1, ends);
  if (close >= 0) return withSuffix(text, start, close, kind, undefined);
  const newline = text.indexOf('\n', open);
  const end = newline < 0 ? text.length : newline;
  const problem = raw ? 'unterminated raw string' : 'unterminated double quote string';
  return { start, end, suffixStart: end, kind: undefined, problem };
}

function stringEnd(text: string, from: number, ends: StringEnds): number {
  if (ends.isMissing(from)) return -1;
  let at = from;
  const { length } = text;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    at += code === 92 ? 2 : 1;
  }
  ends.setMissing(from);
  return -1;
}

function rawStringEnd(text: string, open: number, ends: StringEnds): number {
  let quote = open;
  while (text.charCodeAt(quote) === 35) quote++;
  const hashes = quote - open;
  if (hashes > maximumHashes || ends.isRawMissing(quote, hashes)) return -1;
  const close = '"' + '#'.repeat(hashes);
  const at = text.indexOf(close, quote + 1);
  if (at >= 0) return at + close.length;
  ends.setRawMissing(quote, hashes);
  return -1;
}
