import { isOperatorWord } from './words';
import { isReservedWord } from '../syntax/keywords';
import { isDelimited, isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { Role } from './layoutNode';
import type { Punct, TokenTree } from '../syntax/token';

/** Keywords that may stand in generic arguments. */
const typeWords = new Set([
  ...[
    'dyn',
    'impl',
    'for',
    'mut',
    'const',
    'as',
    'fn',
    'unsafe',
    'extern',
    'crate',
    'self',
    'Self',
    'super',
    '_',
  ],
  ...['true', 'false'],
]);
/** Operators that may stand in generic arguments. */
const typeOperators = new Set(['::', ',', '&', '&&', '*', '+', '=', ':', '?', '->', '!', '-', '#', '~', '$']);
/** Generic arguments longer than this do not occur; the bound keeps the search for `>` linear. */
const maximumArguments = 512;

/**
 * The role of each token in `tokens[start..end)`, from what surrounds it: whether `<` opens generic arguments or compares, `-` negates or subtracts, `|`
 * begins a closure or separates patterns. `patterns` says that the range begins with a pattern, which ends at `=>`.
 */
export function tokenRoles(
  tokens: readonly TokenTree[],
  start: number,
  end: number,
  patterns = false,
): Role[] {
  return new RoleReader(tokens, start, end, patterns).read();
}

class RoleReader {
  private readonly roles: Role[] = [];
  /** Index behind the generic arguments that are being read. */
  private anglesEnd = 0;
  private closureEnd = -1;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly start: number,
    private readonly end: number,
    private beforeArrow: boolean,
  ) {}

  read(): Role[] {
    for (let index = this.start; index < this.end; index++) {
      const token = this.tokens[index];
      if (token?.kind === 'punct') this.roles.push(this.roleOf(token, index));
      else if (isGroup(token, 'bracket') && this.roleAt(index - 1) === Role.AttributeMark)
        this.roles.push(Role.Attribute);
      else this.roles.push(Role.None);
    }
    return this.roles;
  }

  private roleAt(index: number): Role {
    return this.roles[index - this.start] ?? Role.None;
  }

  private roleOf(token: Punct, index: number): Role {
    const { text } = token;
    const next = this.tokens[index + 1];
    if (index < this.anglesEnd && /^(<|<<|<-|>|>>|>=|>>=)$/.test(text)) return this.angleRole(text, index);
    const operand = this.endsOperand(index - 1);
    switch (text) {
      case '<':
      case '<<':
      case '<-': {
        if (operand && text === '<<' && !this.beginsQualifiedPath(index)) return Role.Infix;
        const close = operand && !this.mayTakeArguments(index - 1) ? -1 : this.findClose(index);
        if (close < 0) return Role.Infix;
        this.anglesEnd = close + 1;
        return Role.AngleOpen;
      }
      case '-':
      case '*':
      case '&':
      case '&&':
      case '..':
      case '..=':
      case '...':
        return operand ? Role.Infix : Role.Prefix;
      case '?':
        return operand ? Role.Postfix : Role.Prefix;
      case '!':
        if (this.roleAt(index - 1) === Role.AttributeMark) return Role.AttributeMark;
        return operand && (isDelimited(next) || next?.kind === 'ident') ? Role.Bang : Role.Prefix;
      case '#':
        return isGroup(next, 'bracket') || (isPunct(next, '!') && isGroup(this.tokens[index + 2], 'bracket'))
          ? Role.AttributeMark
          : Role.Prefix;
      case '$':
      case '~':
        return Role.Prefix;
      case '|':
        return this.barRole(index, operand);
      case '||':
        return operand || this.beforeArrow ? Role.Infix : Role.EmptyClosure;
      case '=>':
        this.beforeArrow = false;
        return Role.Infix;
      case '.':
      case '::':
      case ',':
      case ';':
      case ':':
        return Role.None;
      default:
        return Role.Infix;
    }
  }

  private angleRole(text: string, index: number): Role {
    if (text.startsWith('<')) return Role.AngleOpen;
    return this.isHead(this.matchingOpen(index)) ? Role.HeadClose : Role.AngleClose;
  }

  private matchingOpen(close: number): number {
    // `>>` closes two at once; the outer one decides what it ends.
    let depth = this.text(close).startsWith('>>') ? 1 : 0;
    for (let index = close - 1; index >= this.start; index--) {
      const role = this.roleAt(index);
      const text = this.text(index);
      if (role === Role.AngleClose || role === Role.HeadClose) depth += text.startsWith('>>') ? 2 : 1;
      else if (role === Role.AngleOpen) {
        depth -= text === '<<' ? 2 : 1;
        if (depth < 0) return index;
      }
    }
    return -1;
  }

  /** Whether `<` at this index opens the parameters of `impl` or of `for<'a>`. */
  private isHead(open: number): boolean {
    const before = this.tokens[open - 1];
    if (open <= this.start) return false;
    return isWord(before, 'impl') || (isWord(before, 'for') && this.tokens[open + 1]?.kind === 'lifetime');
  }

  private text(index: number): string {
    const token = this.tokens[index];
    return token?.kind === 'punct' ? token.text : '';
  }

  /** Whether `<<` opens the arguments of a path and, as the first of them, a `<T as Trait>::Name`, which no shift looks like. */
  private beginsQualifiedPath(index: number): boolean {
    const close = this.findClose(index, 1);
    const path = this.tokens.slice(index, Math.max(index, close));
    return path.some((token) => isWord(token, 'as')) && isPunct(this.tokens[close + 1], '::');
  }

  private mayTakeArguments(index: number): boolean {
    const token = this.tokens[index];
    return token?.kind === 'ident' || isPunct(token, '::');
  }

  /** Index of the `>` that closes the generic arguments opened at `open`, or -1 when what follows are no such arguments. */
  private findClose(open: number, opened = this.text(open) === '<<' ? 2 : 1): number {
    let depth = opened;
    const limit = Math.min(this.end, open + maximumArguments);
    for (let index = open + 1; index < limit; index++) {
      const token = this.tokens[index];
      if (token?.kind === 'punct') {
        if (token.text === '<' || token.text === '<-') depth++;
        else if (token.text === '<<') depth += 2;
        else if (token.text === '>' || token.text === '>=') depth--;
        else if (token.text === '>>' || token.text === '>>=') depth -= 2;
        else if (!this.mayBeInArguments(token, index)) return -1;
        if (depth <= 0) return index;
      } else if (token?.kind === 'ident') {
        if (!token.raw && isReservedWord(token.text) && !typeWords.has(token.text)) return -1;
      } else if (isGroup(token, 'brace')) {
        const before = this.tokens[index - 1];
        if (before?.kind !== 'punct' || !/^(<|,|=)$/.test(before.text)) return -1;
      } else if (token?.kind === 'literal' && token.literal === 'string') return -1;
    }
    return -1;
  }

  private mayBeInArguments(token: Punct, index: number): boolean {
    if (!typeOperators.has(token.text)) return false;
    const before = this.tokens[index - 1];
    if (token.text === '&&' || token.text === '-') return before?.kind === 'punct';
    if (token.text === '&' || token.text === '*')
      return (
        before?.kind === 'punct' ||
        before?.kind === 'lifetime' ||
        isWord(before, 'as') ||
        isWord(before, 'for')
      );
    return true;
  }

  private barRole(index: number, operand: boolean): Role {
    if (index === this.closureEnd) return Role.ClosureClose;
    if (operand || this.beforeArrow || index < this.closureEnd) return Role.Infix;
    for (let close = index + 1; close < this.end; close++) {
      if (isPunct(this.tokens[close], '|')) {
        this.closureEnd = close;
        return Role.ClosureOpen;
      }
    }
    return Role.Infix;
  }

  /** Whether an operand ends with the token at this index, so that an operator behind it joins two operands. */
  private endsOperand(index: number): boolean {
    if (index < this.start) return false;
    const token = this.tokens[index];
    switch (token?.kind) {
      case 'ident':
        return token.raw || !isOperatorWord(token.text);
      case 'literal':
        return true;
      case 'group':
        return this.roleAt(index) !== Role.Attribute;
      case 'punct':
        return this.roleAt(index) === Role.Postfix || this.roleAt(index) === Role.AngleClose;
      default:
        return false;
    }
  }
}
