/**
 * Types and paths as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state: print_type, print_path, print_generic_args), whatever
 * the spaces in the source.
 */
import type { Group, TokenTree } from '../../../syntax/token';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { leafText } from '../../../syntax/leafText';
import { readCommaList, tuple } from './commaList';
import { block, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
import { NotReadable, readable } from './notReadable';
import { separated } from './printedExpression';
import { tokenLayout } from './tokenLayout';

/** Prints the expressions in a type: lengths and constant arguments. */
export type ExpressionPrinter = (tokens: readonly TokenTree[]) => Layout;

/** What nests deeper than this is printed from its tokens. */
const maximumDepth = 60;

/** One whole type. What is seldom (function pointers, bounds of lifetimes) or no type is printed from its tokens. */
export function typeLayout(tokens: readonly TokenTree[], expression: ExpressionPrinter, depth = 0): Layout {
  return whole(tokens, expression, depth, (reader) => reader.type());
}

/** One whole path. `turbofish`: it is an expression's, whose generic arguments stand behind `::`. */
export function pathLayout(
  tokens: readonly TokenTree[],
  turbofish: boolean,
  expression: ExpressionPrinter,
  depth = 0,
): Layout {
  return whole(tokens, expression, depth, (reader) => reader.path(turbofish));
}

function whole(
  tokens: readonly TokenTree[],
  expression: ExpressionPrinter,
  depth: number,
  read: (reader: TypeReader) => Layout,
): Layout {
  const cursor = new TokenCursor(tokens);
  const layout = readable(() => read(new TypeReader(cursor, expression, depth)));
  return layout && cursor.atEnd ? layout : tokenLayout(tokens);
}

/** Reads a type or a path at a cursor and moves it behind. Throws NotReadable for what is none, or not known here. */
export class TypeReader {
  constructor(
    private readonly cursor: TokenCursor,
    private readonly expression: ExpressionPrinter,
    private readonly depth: number,
  ) {
    if (depth > maximumDepth) throw new NotReadable();
  }

  type(): Layout {
    const token = this.cursor.peek();
    switch (token?.kind) {
      case 'group':
        return block(0, this.groupType(token));
      case 'punct':
        return block(0, this.punctuatedType(token.text));
      case 'ident':
        return block(0, this.namedType(token.raw ? '' : token.text));
      default:
        throw new NotReadable();
    }
  }

  /** Segments with their generic arguments; `<T as Trait>::Name`. */
  path(turbofish: boolean): Layout {
    const parts: Layout[] = [];
    const first = this.cursor.peek();
    if (this.cursor.eatPunct('::')) parts.push(text('::'), this.segment(turbofish));
    else if (first?.kind === 'punct' && first.text.startsWith('<')) parts.push(this.qualifiedSelf());
    else if (isGroup(first, 'invisible') && first.fragment === 'ty') {
      this.cursor.bump();
      parts.push(text('<'), typeLayout(first.tokens, this.expression, this.depth + 1), text('>'));
    } else parts.push(this.segment(turbofish));
    while (this.cursor.eatPunct('::')) parts.push(text('::'), this.segment(turbofish));
    return parts;
  }

  private segment(turbofish: boolean): Layout {
    const name = this.cursor.peek();
    if (isGroup(name, 'invisible') && name.fragment === 'path') {
      this.cursor.bump();
      return pathLayout(name.tokens, turbofish, this.expression, this.depth + 1);
    }
    if (name?.kind !== 'ident') throw new NotReadable();
    this.cursor.bump();
    const [next, behind] = [this.cursor.peek(), this.cursor.peek(1)];
    const colons = isPunct(next, '::') && behind?.kind === 'punct' && behind.text.startsWith('<');
    if (colons) this.cursor.bump();
    const open = this.cursor.peek();
    if (open?.kind === 'punct' && open.text.startsWith('<') && (colons || !turbofish))
      return [text(leafText(name) + (turbofish ? '::' : '')), this.genericArguments()];
    if (!turbofish && isGroup(open, 'paren')) return [text(leafText(name)), this.functionArguments(open)];
    return text(leafText(name));
  }

  /** `(A, B) -> C` behind `Fn`. */
  private functionArguments(inputs: Group): Layout {
    this.cursor.bump();
    const printed = [text('('), separated(this.types(inputs)), text(')')];
    if (!this.cursor.eatPunct('->')) return printed;
    return [printed, space, block(indentUnit, text('->'), space, this.type())];
  }

  private qualifiedSelf(): Layout {
    this.cursor.split(1);
    const parts: Layout[] = [text('<'), this.type()];
    if (this.cursor.eatWord('as')) parts.push(space, text('as'), space, this.path(false));
    return [parts, this.closingAngle()];
  }

  private genericArguments(): Layout {
    this.cursor.split(1);
    const elements: Layout[] = [];
    while (!this.isAtClosingAngle()) {
      elements.push(this.genericArgument());
      if (!this.cursor.eatPunct(',')) break;
    }
    return [text('<'), separated(elements), this.closingAngle()];
  }

  private genericArgument(): Layout {
    const [token, next] = [this.cursor.peek(), this.cursor.peek(1)];
    if (token?.kind === 'lifetime') {
      this.cursor.bump();
      return text(leafText(token));
    }
    if (token?.kind === 'literal' || (token?.kind === 'group' && isConstant(token))) {
      this.cursor.bump();
      return this.expression([token]);
    }
    if (token && isPunct(token, '-') && next) {
      this.cursor.bump();
      this.cursor.bump();
      return this.expression([token, next]);
    }
    if (token?.kind !== 'ident' || !(isPunct(next, '=') || isPunct(next, ':'))) return this.type();
    this.cursor.bump();
    this.cursor.bump();
    return isPunct(next, '=')
      ? [text(leafText(token)), space, text('='), space, this.genericArgument()]
      : [text(`${leafText(token)}: `), this.bounds()];
  }

  private isAtClosingAngle(): boolean {
    const token = this.cursor.peek();
    return token?.kind === 'punct' && token.text.startsWith('>');
  }

  private closingAngle(): Layout {
    if (!this.isAtClosingAngle()) throw new NotReadable();
    this.cursor.split(1);
    return text('>');
  }

  private groupType(group: Group): Layout {
    if (group.delimiter === 'invisible' && group.fragment === 'path') return this.path(false);
    if (group.delimiter === 'invisible') {
      if (isPunct(this.cursor.peek(1), '::')) return this.path(false);
      this.cursor.bump();
      return typeLayout(group.tokens, this.expression, this.depth + 1);
    }
    this.cursor.bump();
    if (group.delimiter === 'paren') return tuple(this.types(group), group);
    if (group.delimiter === 'brace') throw new NotReadable();
    const semicolon = group.tokens.findIndex((token) => isPunct(token, ';'));
    const element = typeLayout(
      semicolon < 0 ? group.tokens : group.tokens.slice(0, semicolon),
      this.expression,
      this.depth + 1,
    );
    if (semicolon < 0) return [text('['), element, text(']')];
    return [text('['), element, text('; '), this.expression(group.tokens.slice(semicolon + 1)), text(']')];
  }

  /** The types between the commas of a list. */
  private types(group: Group): Layout[] {
    const cursor = new TokenCursor(group.tokens);
    const reader = new TypeReader(cursor, this.expression, this.depth + 1);
    return readCommaList(cursor, () => [reader.parameterName(), reader.type()]);
  }

  /** `name: ` before the type of a function pointer's parameter. */
  private parameterName(): Layout {
    const name = this.cursor.peek();
    if (name?.kind !== 'ident' || !isPunct(this.cursor.peek(1), ':')) return [];
    this.cursor.bump();
    this.cursor.bump();
    return [text(`${leafText(name)}:`), space];
  }

  private punctuatedType(operator: string): Layout {
    switch (operator) {
      case '!':
        this.cursor.bump();
        return text('!');
      case '*': {
        this.cursor.bump();
        const word = this.cursor.bump();
        if (!isWord(word, 'const') && !isWord(word, 'mut')) throw new NotReadable();
        return [text(isWord(word, 'mut') ? '*mut ' : '*const '), this.type()];
      }
      case '&&':
      case '&':
        return this.reference();
      default:
        return this.path(false);
    }
  }

  private reference(): Layout {
    this.cursor.split(1);
    let head = '&';
    const lifetime = this.cursor.peek();
    if (lifetime?.kind === 'lifetime') {
      this.cursor.bump();
      head += `${leafText(lifetime)} `;
    }
    if (this.cursor.eatWord('mut')) head += 'mut ';
    return [text(head), this.type()];
  }

  private namedType(word: string): Layout {
    switch (word) {
      case '_':
        this.cursor.bump();
        return text('_');
      case 'dyn':
      case 'impl':
        this.cursor.bump();
        return [text(`${word} `), this.bounds()];
      case 'fn':
      case 'unsafe':
      case 'extern':
        return this.functionPointer();
      case 'for':
        throw new NotReadable();
    }
    const path = this.path(false);
    const [bang, argument] = [this.cursor.peek(), this.cursor.peek(1)];
    if (!isPunct(bang, '!') || argument?.kind !== 'group') return path;
    this.cursor.bump();
    this.cursor.bump();
    return [path, text('!'), tokenLayout([argument])];
  }

  /** `unsafe extern "C" fn(A, name: B) -> C`. */
  private functionPointer(): Layout {
    let head = '';
    for (const word of ['unsafe', 'extern']) {
      if (!this.cursor.eatWord(word)) continue;
      head += `${word} `;
      const abi = this.cursor.peek();
      if (abi?.kind !== 'literal') continue;
      this.cursor.bump();
      head += `${abi.text} `;
    }
    const [word, inputs] = [this.cursor.bump(), this.cursor.peek()];
    if (!isWord(word, 'fn') || !isGroup(inputs, 'paren')) throw new NotReadable();
    return block(indentUnit, text(`${head}fn`), this.functionArguments(inputs));
  }

  private bounds(): Layout {
    const parts: Layout[] = [];
    for (;;) {
      const token = this.cursor.peek();
      if (token?.kind === 'lifetime') {
        this.cursor.bump();
        parts.push(text(leafText(token)));
      } else parts.push(this.path(false));
      if (!this.cursor.eatPunct('+')) return parts;
      parts.push(text(' +'), space);
    }
  }
}

/** A block or the fragment of an expression as a generic argument. */
function isConstant({ delimiter, fragment }: Group): boolean {
  return delimiter === 'brace' || (delimiter === 'invisible' && fragment !== 'ty' && fragment !== 'path');
}
