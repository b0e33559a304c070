/** The option `proc_macro`, by which a crate knows that it is compiled as a procedural macro. */
import { splitAtCommas } from '../resolve/attributes';
import type { TokenTree } from '../syntax/token';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { editCode, type CodeEdit } from './codeEdits';

/** A condition that always holds. */
const always = 'all()';

/**
 * Replaces the condition `proc_macro` in `#[cfg(…)]`, `#[cfg_attr(…, …)]` and `cfg!(…)` by one that always holds. rustc sets this option
 * only for crates of the type `proc-macro` (rustc_session, config/cfg.rs), which the copy of a macro crate is no longer.
 */
export function holdProcMacroCfg(source: string): string {
  if (!source.includes('cfg') || !source.includes('proc_macro')) return source;
  return editCode(source, (tokens, index) => {
    const token = tokens[index];
    const before = tokens[index - 1];
    if (token?.kind !== 'group') return [];
    if (isPunct(before, '!') && isWord(tokens[index - 2], 'cfg')) return inCondition(token.tokens);
    const isAttribute = isPunct(before, '#') || (isPunct(before, '!') && isPunct(tokens[index - 2], '#'));
    return isAttribute && token.delimiter === 'bracket' ? inAttribute(token.tokens) : [];
  });
}

function inAttribute(tokens: readonly TokenTree[]): CodeEdit[] {
  const [name, list] = tokens;
  if (!isGroup(list, 'paren')) return [];
  if (isWord(name, 'cfg')) return inCondition(list.tokens);
  if (!isWord(name, 'cfg_attr')) return [];
  const [condition = [], ...attributes] = splitAtCommas(list.tokens);
  return [...inCondition(condition), ...attributes.flatMap(inAttribute)];
}

/** A condition or a list of them: the option stands alone, or in `all`, `any` and `not`. */
function inCondition(tokens: readonly TokenTree[]): CodeEdit[] {
  return splitAtCommas(tokens).flatMap((part) => {
    const [name, list] = part;
    if (part.length === 1 && isWord(name, 'proc_macro') && name?.kind === 'ident')
      return [{ span: name.span, text: always }];
    return isGroup(list, 'paren') ? inCondition(list.tokens) : [];
  });
}
