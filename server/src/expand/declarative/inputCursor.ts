import { TokenCursor } from '../../syntax/tokenCursor';
import type { Group, TokenTree } from '../../syntax/token';
import { lookThroughInvisible } from './macroInput';

/** A place in the input for messages: the index at each level of nesting. Lexicographic order is the order of the input. */
export type InputPosition = readonly number[];

/** Walks over the input token by token, in which brackets are tokens of their own, as the matcher does. */
export class InputCursor {
  /** The groups that the walk is inside of, outermost first, with the cursors that stand on them. */
  private readonly outer: { readonly group: Group; readonly cursor: TokenCursor }[] = [];
  private level: TokenCursor;

  /** `tokens`: the outermost level, looked through. */
  constructor(tokens: readonly TokenTree[]) {
    this.level = new TokenCursor(tokens);
  }

  /** The current token; a group stands for its opening delimiter. Undefined at a closing delimiter and at the end. */
  get token(): TokenTree | undefined {
    return this.level.peek();
  }

  /** The group that the walk is inside of; undefined at the outermost level. */
  get enclosing(): Group | undefined {
    return this.outer.at(-1)?.group;
  }

  /** The group whose closing delimiter is the current token. */
  get closing(): Group | undefined {
    return this.level.atEnd ? this.enclosing : undefined;
  }

  get atEnd(): boolean {
    return this.level.atEnd && this.outer.length === 0;
  }

  /** The cursor of the current level, for the fragment parser, which never leaves its level. */
  get cursor(): TokenCursor {
    return this.level;
  }

  /** Moves over one token: into a group at its opening delimiter, out of it at the closing one. */
  bump(): void {
    const { token } = this;
    if (token === undefined) {
      const left = this.outer.pop();
      if (left) {
        this.level = left.cursor;
        this.level.bump();
      }
    } else if (token.kind === 'group' && token.delimiter !== 'invisible') {
      this.outer.push({ group: token, cursor: this.level });
      this.level = new TokenCursor(lookThroughInvisible(token.tokens));
    } else {
      this.level.bump();
    }
  }

  position(): InputPosition {
    return [...this.outer.map(({ cursor }) => cursor.index), this.level.index];
  }
}

/** Positive when the first position is further on, 0 when they are the same. */
export function comparePositions(left: InputPosition, right: InputPosition): number {
  const length = Math.min(left.length, right.length);
  for (let level = 0; level < length; level++) {
    const difference = (left[level] ?? 0) - (right[level] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
