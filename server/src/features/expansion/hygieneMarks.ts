import type { InlayHint } from 'vscode-languageserver';
import { forEachList, mayNameVariable, sharedNames } from '../../syntax/sharedNames';
import type { Span, SyntaxContext } from '../../syntax/token';
import type { ExpansionView } from './expansionView';
import { originOf } from './tokenOrigin';

/**
 * Marks behind names that several variables or labels of an expansion have, which hygiene keeps apart (Rust Reference, "Hygiene"): `first` of the call may be
 * `first#1`, and that of the macro `first#2`. In the order in which they stand. They are no part of the text. `range`: offsets in the text.
 */
export function hygieneMarks(
  view: ExpansionView,
  range: { readonly start: number; readonly end: number },
): InlayHint[] {
  const numbers = numbersOf(view);
  return view.spans.flatMap(({ end, span }) => {
    const number = numbers.get(span);
    if (number === undefined || end < range.start || end > range.end) return [];
    const tooltip =
      originOf(view, span) === 'call'
        ? 'a variable of the call'
        : 'a variable of a macro, which others do not see';
    return [{ position: view.lines.position(end), label: `#${number}`, tooltip }];
  });
}

/** Which variable of its name a token is, from 1, for each token with a name that is shared. The printer passes the spans on. */
function numbersOf({ root, analysis: { hygiene } }: ExpansionView): ReadonlyMap<Span, number> {
  const numbers = new Map<Span, number>();
  const shared = new Map(
    sharedNames(root.result, hygiene).map(({ name }) => [name, new Map<SyntaxContext, number>()]),
  );
  if (shared.size === 0) return numbers;
  forEachList(root.result, (list) => {
    list.forEach((token, index) => {
      if (token.kind !== 'lifetime' && !(token.kind === 'ident' && mayNameVariable(list, index))) return;
      const variables = shared.get(token.text);
      if (!variables) return;
      const context = hygiene.normalizeToMacroRules(token.span.context);
      const number = variables.get(context) ?? variables.size + 1;
      variables.set(context, number);
      numbers.set(token.span, number);
    });
  });
  return numbers;
}
