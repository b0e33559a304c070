/**
 * Types and paths as rustc prints its syntax tree of them (rustc_ast_pretty::pprust::state: print_type, print_path, print_generic_args), whatever
 * the spaces in the source.
 */
import type { Group, TokenTree } from '../../../syntax/token';
import { TokenCursor } from '../../../syntax/tokenCursor';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { leafText } from '../../../syntax/leafText';
import { block, indentUnit, space, text } from './layout';
import type { Layout } from './layout';
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
  const reader = new TypeReader(new TokenCursor(tokens), expression, depth);
  const layout = depth > maximumDepth ? undefined : read(reader);
  return layout && reader.isDone ? layout : tokenLayout(tokens);
}

/** Reads a type or a path at a cursor and moves it behind. */
export class TypeReader {
  /** Whether what stands there is no type, or one that is not known here. */
  failed = false;

  constructor(
    private readonly cursor: TokenCursor,
    private readonly expression: ExpressionPrinter,
    private readonly depth: number,
  ) {}

  /** Whether all tokens have been read as what was asked for. */
  get isDone(): boolean {
    return this.cursor.atEnd && !this.failed;
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
        return this.fail();
    }
  }

  /** Segments with their generic arguments; `<T as Trait>::Name`. */
  path(turbofish: boolean): Layout {
    const parts: Layout[] = [];
    const first = this.cursor.peek();
    if (isPunct(first, '::')) {
      this.cursor.bump();
      parts.push(text('::'), this.segment(turbofish));
    } else if (first?.kind === 'punct' && first.text.startsWith('<')) parts.push(this.qualifiedSelf());
    else if (isGroup(first, 'invisible') && first.fragment === 'ty') {
      this.cursor.bump();
      parts.push(text('<'), typeLayout(first.tokens, this.expression, this.depth + 1), text('>'));
    } else parts.push(this.segment(turbofish));
    while (isPunct(this.cursor.peek(), '::') && !this.failed) {
      this.cursor.bump();
      parts.push(text('::'), this.segment(turbofish));
    }
    return parts;
  }

  private segment(turbofish: boolean): Layout {
    const name = this.cursor.peek();
    if (isGroup(name, 'invisible') && name.fragment === 'path') {
      this.cursor.bump();
      return pathLayout(name.tokens, turbofish, this.expression, this.depth + 1);
    }
    if (name?.kind !== 'ident') return this.fail();
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
    const printed = [text('('), separated(this.types(inputs).elements), text(')')];
    if (!isPunct(this.cursor.peek(), '->')) return printed;
    this.cursor.bump();
    return [printed, space, block(indentUnit, text('->'), space, this.type())];
  }

  private qualifiedSelf(): Layout {
    this.cursor.split(1);
    const parts: Layout[] = [text('<'), this.type()];
    if (isWord(this.cursor.peek(), 'as')) {
      this.cursor.bump();
      parts.push(space, text('as'), space, this.path(false));
    }
    return [parts, this.closingAngle()];
  }

  private genericArguments(): Layout {
    this.cursor.split(1);
    const elements: Layout[] = [];
    while (!this.failed && !this.isAtClosingAngle()) {
      elements.push(this.genericArgument());
      if (isPunct(this.cursor.peek(), ',')) this.cursor.bump();
      else break;
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
    if (!this.isAtClosingAngle()) return this.fail();
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
    if (group.delimiter === 'paren') {
      const { elements, endsWithComma } = this.types(group);
      return [text('('), separated(elements), text(elements.length === 1 && endsWithComma ? ',)' : ')')];
    }
    if (group.delimiter === 'brace') return this.fail();
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
  private types(group: Group): { elements: Layout[]; endsWithComma: boolean } {
    const reader = new TypeReader(new TokenCursor(group.tokens), this.expression, this.depth + 1);
    const elements: Layout[] = [];
    while (!reader.cursor.atEnd && !reader.failed && this.depth < maximumDepth) {
      elements.push([reader.parameterName(), reader.type()]);
      if (!isPunct(reader.cursor.peek(), ',')) break;
      reader.cursor.bump();
    }
    if (!reader.isDone) this.fail();
    return { elements, endsWithComma: isPunct(group.tokens.at(-1), ',') };
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
        if (!isWord(word, 'const') && !isWord(word, 'mut')) return this.fail();
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
    if (isWord(this.cursor.peek(), 'mut')) {
      this.cursor.bump();
      head += 'mut ';
    }
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
        return this.fail();
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
      if (!isWord(this.cursor.peek(), word)) continue;
      this.cursor.bump();
      head += `${word} `;
      const abi = this.cursor.peek();
      if (abi?.kind !== 'literal') continue;
      this.cursor.bump();
      head += `${abi.text} `;
    }
    const [word, inputs] = [this.cursor.bump(), this.cursor.peek()];
    if (!isWord(word, 'fn') || !isGroup(inputs, 'paren')) return this.fail();
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
      if (!isPunct(this.cursor.peek(), '+')) return parts;
      this.cursor.bump();
      parts.push(text(' +'), space);
    }
  }

  /** What has been read is no type after all: all of it is printed from its tokens. */
  private fail(): Layout {
    this.failed = true;
    return [];
  }
}

/** A block or the fragment of an expression as a generic argument. */
function isConstant({ delimiter, fragment }: Group): boolean {
  return delimiter === 'brace' || (delimiter === 'invisible' && fragment !== 'ty' && fragment !== 'path');
}
