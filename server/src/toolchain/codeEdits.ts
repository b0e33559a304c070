/** Edits of a crate's source where it is code, and not the text of what a macro puts out. */
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { Span, TokenTree } from '../syntax/token';
import { isDelimited, isPunct, isWord } from '../syntax/tokenTests';

/** Text that takes the place of a part of a source, in UTF-16 offsets. */
export interface CodeEdit {
  readonly span: Pick<Span, 'start' | 'end'>;
  readonly text: string;
}

/** The source with edits made, which stand in its order and do not overlap. */
export function applyEdits(source: string, edits: readonly CodeEdit[]): string {
  let edited = '';
  let copied = 0;
  for (const { span, text } of edits) {
    edited += source.slice(copied, span.start) + text;
    copied = span.end;
  }
  return edited + source.slice(copied);
}

/** Macros of the standard library whose arguments are expressions. */
const expressionMacros =
  /^(assert|assert_eq|assert_ne|cfg|dbg|debug_assert|debug_assert_eq|debug_assert_ne|eprint|eprintln|format|matches|panic|print|println|todo|try|unimplemented|unreachable|vec|write|writeln)$/;

/**
 * The source with the edits that `find` returns for each token of the code, which is given with its list and index. In the body of a
 * function the tokens of a macro call may be output (`quote! { … }`): those are not asked about, unless the macro is one of the standard
 * library's. The edits must not overlap; one that adds no line breaks leaves line numbers as they are.
 */
export function editCode(
  source: string,
  find: (tokens: readonly TokenTree[], index: number) => readonly CodeEdit[],
): string {
  const edits: CodeEdit[] = [];
  visit(parseTokenTrees({ id: 0, path: undefined, text: source }).tokens, false, (tokens, index) =>
    edits.push(...find(tokens, index)),
  );
  return applyEdits(source, edits);
}

function visit(
  tokens: readonly TokenTree[],
  isBody: boolean,
  each: (tokens: readonly TokenTree[], index: number) => void,
): void {
  let isFunction = false;
  tokens.forEach((token, index) => {
    each(tokens, index);
    if (isWord(token, 'fn')) isFunction = true;
    else if (isPunct(token, ';')) isFunction = false;
    if (token.kind !== 'group' || (isBody && isOpaqueCall(tokens, index))) return;
    const opensBody: boolean = isFunction && token.delimiter === 'brace';
    if (opensBody) isFunction = false;
    visit(token.tokens, isBody || opensBody, each);
  });
}

/** Whether a group holds the tokens of a call of a macro of which nothing is known. */
function isOpaqueCall(tokens: readonly TokenTree[], index: number): boolean {
  const name = tokens[index - 2];
  if (!isDelimited(tokens[index]) || !isPunct(tokens[index - 1], '!') || name?.kind !== 'ident') return false;
  return !expressionMacros.test(name.text);
}
