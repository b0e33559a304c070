import type { TokenTree } from '../../syntax/token';
import { isPunct } from '../../syntax/tokenTests';

/** Words after which `!` negates and does not make a macro call. */
const notMacroNames = new Set([
  'if',
  'while',
  'return',
  'in',
  'match',
  'else',
  'break',
  'move',
  'let',
  'yield',
  'become',
]);

/** Whether a group is what a macro is called with: `name!(…)`, or `macro_rules! name {…}`. */
export function isMacroArgument(tokens: readonly TokenTree[], index: number): boolean {
  const bang = tokens[index - 1]?.kind === 'ident' ? index - 2 : index - 1;
  if (!isPunct(tokens[bang], '!')) return false;
  const name = tokens[bang - 1];
  return name?.kind === 'ident' && (name.raw || !notMacroNames.has(name.text));
}
