/**
 * Values of literals and literals of values, as rustc_ast::util::literal and rustc_lexer::unescape have them.
 * Nothing here throws: what is no valid literal of the asked kind gives undefined.
 */
import type { Literal } from '../../syntax/token';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The text between the quotes of a literal, without prefix, hashes and suffix. */
function contentOf(literal: Literal): string | undefined {
  const text = literal.text.slice(0, literal.text.length - literal.suffix.length);
  const match = /^(?:b|c|br|cr|r)?(#*)(["'])([^]*)\2\1$/.exec(text);
  return match?.[3];
}

/**
 * Replaces escapes. `\x` gives a code point below 0x100; a backslash before a line break swallows the white space that follows
 * (Reference, "String literals").
 */
function unescape(content: string): string | undefined {
  if (!content.includes('\\') && !content.includes('\r')) return content;
  let valid = true;
  const value = content
    .replace(/\r\n/g, '\n')
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,12})\}|\n[ \t\n\r]*|([^]?))/g,
      (whole, hex?: string, unicode?: string, simple?: string) => {
        if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
        if (unicode !== undefined) {
          const point = parseInt(unicode.replace(/_/g, ''), 16);
          if (point > 0x10ffff) {
            valid = false;
            return '';
          }
          return String.fromCodePoint(point);
        }
        if (simple === undefined) return '';
        const plain = simpleEscapes[simple];
        if (plain === undefined) valid = false;
        return plain ?? whole;
      },
    );
  return valid ? value : undefined;
}

/** The value of a string literal, raw or not. */
export function stringValue(literal: Literal): string | undefined {
  const content = contentOf(literal);
  if (content === undefined || literal.suffix !== '') return undefined;
  if (literal.literal === 'string') return unescape(content);
  if (literal.literal === 'rawString') return content.replace(/\r\n/g, '\n');
  return undefined;
}

/** The value of a character literal. */
export function charValue(literal: Literal): string | undefined {
  const content = literal.literal === 'char' ? contentOf(literal) : undefined;
  return content === undefined ? undefined : unescape(content);
}

/** The bytes of `b"…"`, `br"…"` or `b'…'`. */
export function bytesValue(literal: Literal): Uint8Array | undefined {
  const content = contentOf(literal);
  if (content === undefined) return undefined;
  let value: string | undefined;
  if (literal.literal === 'byteString' || literal.literal === 'byte') value = unescape(content);
  else if (literal.literal === 'rawByteString') value = content.replace(/\r\n/g, '\n');
  return value === undefined ? undefined : Uint8Array.from(value, (character) => character.charCodeAt(0));
}

/** The value of an integer literal. */
export function integerValue(literal: Literal): bigint | undefined {
  if (literal.literal !== 'integer') return undefined;
  const digits = literal.text.slice(0, literal.text.length - literal.suffix.length).replace(/_/g, '');
  return /^(?:0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+|[0-9]+)$/.test(digits) ? BigInt(digits) : undefined;
}

/** The text of a float literal without suffix and underscores: what `concat!` puts into its string. */
export function floatText(literal: Literal): string | undefined {
  if (literal.literal !== 'float') return undefined;
  return literal.text.slice(0, literal.text.length - literal.suffix.length).replace(/_/g, '');
}

/** A string literal with this value, escaped as `str::escape_default` does it: that is how rustc makes strings up. */
export function stringLiteralText(value: string): string {
  return `"${value.replace(escapedByDefault, escapeDefault)}"`;
}

/** What {@link escapeDefault} changes; a surrogate without its other half is a character of its own. */
const escapedByDefault = /[^ !#-&(-[\]-~]/gu;

function escapeDefault(character: string): string {
  switch (character) {
    case '\t':
      return '\\t';
    case '\r':
      return '\\r';
    case '\n':
      return '\\n';
    case "'":
    case '"':
    case '\\':
      return `\\${character}`;
    default:
      return character >= ' ' && character <= '~' ? character : unicodeEscape(character);
  }
}

function unicodeEscape(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A character as `char::escape_debug` writes it. */
export function escapeDebug(character: string): string {
  if (character === '\0') return '\\0';
  const escaped = escapeDefault(character);
  if (!escaped.startsWith('\\u')) return escaped;
  return /^[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{Grapheme_Extend}]$/u.test(character)
    ? escaped
    : character;
}

/** For each byte what `[u8]::escape_ascii` writes. */
const escapedBytes = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if ((byte >= 0x20 && byte <= 0x7e) || '\t\r\n'.includes(character)) return escapeDefault(character);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
});

/** The same as numbers, the first character in the lowest byte, and the number of characters, which is 4 at most. */
const escapedCodes = Uint32Array.from(escapedBytes, (escaped) =>
  [...escaped].reduceRight((code, character) => (code << 8) | character.charCodeAt(0), 0),
);
const escapedLengths = Uint8Array.from(escapedBytes, ({ length }) => length);

/** A byte string literal with this value, escaped as `[u8]::escape_ascii` does it. */
export function byteStringLiteralText(bytes: Uint8Array): string {
  // Files of megabytes are included: one string, or one loop, for each of their bytes would take long.
  const text = new Uint8Array(4 * bytes.length);
  const view = new DataView(text.buffer);
  let length = 0;
  for (const byte of bytes) {
    view.setUint32(length, escapedCodes[byte] ?? 0, true);
    length += escapedLengths[byte] ?? 0;
  }
  return `b"${new TextDecoder().decode(text.subarray(0, length))}"`;
}
