/** Character classes of Rust's lexical grammar (rustc_lexer: is_whitespace, is_id_start, is_id_continue), by UTF-16 unit. */

/** What a character means for the spacing of the token before it. Indexes of {@link asciiClass}. */
export const enum CharacterClass {
  Other = 0,
  WhiteSpace = 1,
  Operator = 2,
  Slash = 3,
}

const operatorCharacters = '=<>!~&|+-*%^@.,;:#$?';

function fillTable(fill: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => fill(code));
}

function isAsciiLetterOrUnderscore(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export const asciiClass: Uint8Array = fillTable((code) => {
  if ((code >= 9 && code <= 13) || code === 32) return CharacterClass.WhiteSpace;
  if (code === 47) return CharacterClass.Slash;
  return operatorCharacters.includes(String.fromCharCode(code))
    ? CharacterClass.Operator
    : CharacterClass.Other;
});

const asciiIdentStart = fillTable((code) => (isAsciiLetterOrUnderscore(code) ? 1 : 0));
const asciiIdentContinue = fillTable((code) =>
  isAsciiLetterOrUnderscore(code) || (code >= 48 && code <= 57) ? 1 : 0,
);

const identStartPattern = /^\p{XID_Start}$/u;
const identContinuePattern = /^\p{XID_Continue}$/u;

/** Pattern_White_Space beyond ASCII. */
export function isWideWhiteSpace(code: number): boolean {
  return code === 0x85 || code === 0x200e || code === 0x200f || code === 0x2028 || code === 0x2029;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** The number of UTF-16 units (1 or 2) of the character at `index` when it may begin an identifier, else 0. */
export function identStartLength(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code < 128) return asciiIdentStart[code] ?? 0;
  return wideLength(text, index, identStartPattern);
}

/** The index behind the characters that may continue an identifier, from `index` on. */
export function skipIdentContinue(text: string, index: number): number {
  for (;;) {
    const code = text.charCodeAt(index);
    if (code < 128) {
      if (asciiIdentContinue[code] !== 1) return index;
      index++;
    } else {
      const length = wideLength(text, index, identContinuePattern);
      if (length === 0) return index;
      index += length;
    }
  }
}

function wideLength(text: string, index: number, pattern: RegExp): number {
  const codePoint = text.codePointAt(index);
  if (codePoint === undefined) return 0;
  return pattern.test(String.fromCodePoint(codePoint)) ? (codePoint > 0xffff ? 2 : 1) : 0;
}
