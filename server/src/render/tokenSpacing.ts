import { isOperatorWord } from './words';
import { isPunct } from '../syntax/tokenTests';
import { Role } from './layoutNode';
import type { Ident, Punct, TokenTree } from '../syntax/token';

/**
 * Whether rustfmt puts a space between the token at `index` and the one before it, were both in one line. `roles` are those of the tokens from `start`
 * on. Whether two tokens would be read as one without a space is another question, which the writer asks.
 */
export function spaceBefore(
  tokens: readonly TokenTree[],
  roles: readonly Role[],
  start: number,
  index: number,
): boolean {
  const token = tokens[index];
  const previous = tokens[index - 1];
  if (index <= start || !token || !previous) return false;
  const role = roles[index - start] ?? Role.None;
  const before: Place = {
    token: previous,
    role: roles[index - 1 - start] ?? Role.None,
    earlier: tokens[index - 2],
  };
  switch (token.kind) {
    case 'punct':
      return spaceBeforePunct(token, role, before);
    case 'group':
      return token.delimiter === 'brace' ? spaceBeforeBrace(before) : spaceBeforeBracket(before);
    case 'ident':
      if (before.role === Role.Bang) return true;
      return spaceAfter(before);
    default:
      return spaceAfter(before);
  }
}

interface Place {
  readonly token: TokenTree;
  readonly role: Role;
  readonly earlier: TokenTree | undefined;
}

function spaceBeforePunct(token: Punct, role: Role, before: Place): boolean {
  switch (token.text) {
    case ',':
    case ';':
    case ':':
    case '.':
      return false;
    case '::':
      return !endsPath(before) && spaceAfter(before);
    case '!':
      // At the beginning of a text `#!` begins a line for the shell, except before a bracket.
      if (isPunct(before.token, '#')) return role !== Role.AttributeMark;
  }
  switch (role) {
    case Role.Bang:
    case Role.Postfix:
    case Role.AngleClose:
    case Role.HeadClose:
    case Role.ClosureClose:
      return false;
    case Role.AngleOpen:
      return spaceBeforeAngle(before);
    case Role.Infix:
      return !token.text.startsWith('..');
    default:
      return spaceAfter(before);
  }
}

/** `impl<T>`, `for<'a>`, `name<T>` stand together; after other keywords `<T as Trait>` is a path of its own. */
function spaceBeforeAngle(before: Place): boolean {
  const { token } = before;
  if (token.kind !== 'ident') return spaceAfter(before);
  if (token.raw) return false;
  return isOperatorWord(token.text) && !['impl', 'for', 'fn'].includes(token.text);
}

function spaceBeforeBrace(before: Place): boolean {
  const { token, role, earlier } = before;
  if (token.kind !== 'punct' || role === Role.Bang || role === Role.AngleClose || role === Role.Infix)
    return true;
  if (token.text === '!' && isPunct(earlier, '->')) return true;
  return spaceAfter(before);
}

function spaceBeforeBracket(before: Place): boolean {
  const { token, role } = before;
  switch (token.kind) {
    case 'ident':
      return takesSpaceBeforeBracket(token);
    case 'group':
      return role === Role.Attribute;
    case 'literal':
      return false;
    case 'punct':
      if (
        role === Role.Bang ||
        role === Role.AngleClose ||
        role === Role.Postfix ||
        role === Role.AttributeMark
      )
        return false;
      return spaceAfter(before);
    default:
      return true;
  }
}

function takesSpaceBeforeBracket(token: Ident): boolean {
  return !token.raw && isOperatorWord(token.text) && token.text !== 'fn' && token.text !== 'pub';
}

function endsPath(before: Place): boolean {
  const { token, role } = before;
  if (token.kind === 'ident') return token.raw || !isOperatorWord(token.text);
  return token.kind === 'group' ? role !== Role.Attribute : role === Role.AngleClose;
}

/** Whether a space follows the token when an operand does. */
function spaceAfter(before: Place): boolean {
  const { token, role, earlier } = before;
  if (token.kind !== 'punct') return true;
  switch (token.text) {
    case '.':
    case '::':
    case '$':
    case '#':
    case '~':
      return false;
    case ':':
      // `$name:expr` in the rules of a macro is written without a space.
      return !(earlier?.kind === 'ident' && earlier.text === '$');
  }
  switch (role) {
    case Role.Prefix:
    case Role.AngleOpen:
    case Role.ClosureOpen:
    case Role.Bang:
    case Role.AttributeMark:
      return false;
    case Role.Infix:
      return !token.text.startsWith('..');
    default:
      return true;
  }
}
