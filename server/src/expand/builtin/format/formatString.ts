/**
 * The language of format strings: `{}`, `{0:>8}`, `{name:?}` (std::fmt; rustc_parse_format).
 * Nothing here knows tokens: text in, pieces out.
 */

export type ArgumentReference =
  | { readonly kind: 'next'; readonly index: number }
  | { readonly kind: 'index'; readonly index: number }
  /** `start` is the offset of the name in the string, in UTF-16 units. */
  | { readonly kind: 'name'; readonly name: string; readonly start: number };

export type Count = { readonly kind: 'literal'; readonly value: string } | ArgumentReference;

export interface Placeholder {
  readonly kind: 'placeholder';
  readonly argument: ArgumentReference;
  readonly fill: string;
  readonly alignment: '' | '<' | '^' | '>';
  readonly sign: '' | '+' | '-';
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  readonly width: Count | undefined;
  readonly precision: Count | undefined;
  /** `x` or `X` before `?`. */
  readonly debugHex: '' | 'x' | 'X';
  /** `` (Display), `?`, `x`, `X`, `o`, `b`, `e`, `E`, `p`. */
  readonly trait: string;
}

interface LiteralPiece {
  readonly kind: 'text';
  readonly text: string;
}

export type FormatPiece = LiteralPiece | Placeholder;

export type ParsedFormat =
  | { readonly ok: true; readonly pieces: readonly FormatPiece[] }
  /** `position`: the offset of the fault in the string, in UTF-16 units. */
  | { readonly ok: false; readonly message: string; readonly position: number };

const traits = new Set(['', '?', 'x', 'X', 'o', 'b', 'e', 'E', 'p']);

/** Parses a format string (its value, not its literal). Messages are worded as rustc words them. */
export function parseFormatString(text: string): ParsedFormat {
  const parser = new FormatStringParser(text);
  try {
    return { ok: true, pieces: parser.parse() };
  } catch (error) {
    if (error instanceof FormatFault) return { ok: false, message: error.message, position: error.position };
    throw error;
  }
}

class FormatFault extends Error {
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

class FormatStringParser {
  private position = 0;
  /** Index of the argument that the next `{}` or `.*` takes. */
  private nextArgument = 0;

  constructor(private readonly text: string) {}

  parse(): FormatPiece[] {
    const pieces: FormatPiece[] = [];
    let literal = '';
    const endLiteral = (): void => {
      if (literal !== '') pieces.push({ kind: 'text', text: literal });
      literal = '';
    };
    while (this.position < this.text.length) {
      const character = this.take(1);
      if (character !== '{' && character !== '}') literal += character;
      else if (this.eat(character)) literal += character;
      else if (character === '}') {
        throw new FormatFault('invalid format string: unmatched `}` found', this.position - 1);
      } else {
        endLiteral();
        pieces.push(this.placeholder());
      }
    }
    endLiteral();
    return pieces;
  }

  private placeholder(): Placeholder {
    const explicit = this.argument();
    const spec = this.eat(':') ? this.spec() : plainSpec;
    // An implicit position is counted behind the specification, since `.*` takes an argument before it.
    const argument = explicit ?? { kind: 'next', index: this.nextArgument++ };
    this.skipSpace();
    if (!this.eat('}')) {
      const found = this.peekCharacter();
      throw new FormatFault(
        found === ''
          ? 'invalid format string: expected `}` but string was terminated'
          : `invalid format string: expected \`}\`, found \`${found}\``,
        this.position,
      );
    }
    return { kind: 'placeholder', argument, ...spec };
  }

  private argument(): ArgumentReference | undefined {
    const digits = this.match(/[0-9]+/y);
    if (digits !== '') return { kind: 'index', index: this.number(digits) };
    const start = this.position;
    const name = this.word();
    if (name === 'r' && this.text[this.position] === '#')
      throw new FormatFault('invalid format string: raw identifiers are not supported', start);
    return name === '' ? undefined : { kind: 'name', name, start };
  }

  private spec(): Omit<Placeholder, 'kind' | 'argument'> {
    let fill = '';
    const first = this.peekCharacter();
    if (/[<^>]/.test(this.text[this.position + first.length] ?? '')) {
      fill = first;
      this.position += first.length;
    }
    const alignment = this.match(/[<^>]/y) as Placeholder['alignment'];
    const sign = this.match(/[+-]/y) as Placeholder['sign'];
    const alternate = this.eat('#');
    let zeroPad = false;
    let width: Count | undefined;
    if (this.text.startsWith('0$', this.position)) {
      this.position += 2;
      width = { kind: 'index', index: 0 };
    } else {
      zeroPad = this.eat('0');
      width = this.count();
    }
    let precision: Count | undefined;
    if (this.eat('.'))
      precision = this.eat('*') ? { kind: 'next', index: this.nextArgument++ } : this.count();
    const start = this.position;
    const hex = this.match(/[xX](?=\?)/y) as Placeholder['debugHex'];
    const trait = this.eat('?') ? '?' : this.word();
    if (!traits.has(trait)) throw new FormatFault(`unknown format trait \`${trait}\``, start);
    return { fill, alignment, sign, alternate, zeroPad, width, precision, debugHex: hex, trait };
  }

  private count(): Count | undefined {
    const digits = this.match(/[0-9]+/y);
    if (digits !== '') {
      const value = this.number(digits);
      return this.eat('$') ? { kind: 'index', index: value } : { kind: 'literal', value: String(value) };
    }
    const start = this.position;
    const name = this.word();
    if (name !== '' && this.eat('$')) return { kind: 'name', name, start };
    this.position = start;
    return undefined;
  }

  private number(digits: string): number {
    const value = Number(digits);
    if (value > 0xffff_ffff)
      throw new FormatFault(
        `invalid format string: integer \`${digits}\` does not fit into the type \`usize\` whose range is \`0..=${0xffff_ffff_ffff_ffffn}\``,
        this.position - digits.length,
      );
    return value;
  }

  private word(): string {
    const word = this.match(/[\p{XID_Start}_]\p{XID_Continue}*/uy);
    if (word === '_')
      throw new FormatFault('invalid format string: invalid argument name `_`', this.position - 1);
    return word;
  }

  private peekCharacter(): string {
    const point = this.text.codePointAt(this.position);
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  private skipSpace(): void {
    this.match(/\p{White_Space}+/uy);
  }

  /** Consumes what a sticky pattern matches here; the empty string when it does not. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const matched = pattern.exec(this.text)?.[0] ?? '';
    this.position += matched.length;
    return matched;
  }

  private eat(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private take(length: number): string {
    const taken = this.text.slice(this.position, this.position + length);
    this.position += length;
    return taken;
  }
}

const plainSpec: Omit<Placeholder, 'kind' | 'argument'> = {
  fill: '',
  alignment: '',
  sign: '',
  alternate: false,
  zeroPad: false,
  width: undefined,
  precision: undefined,
  debugHex: '',
  trait: '',
};
