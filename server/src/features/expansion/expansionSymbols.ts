import { FoldingRangeKind, SymbolKind, type DocumentSymbol, type FoldingRange } from 'vscode-languageserver';
import { spanBetween } from '../../syntax/invocationSite';
import { outlineItems, type ItemKeyword } from '../../syntax/itemOutline';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import type { TokenTree } from '../../syntax/token';
import { printTokens } from '../../syntax/tokenText';
import type { ExpansionView } from './expansionView';

/** No code is nested deeper, and the client's stack may not stand more. */
const maximumDepth = 100;

/** Groups and heads of several lines. */
export function foldingRanges(view: ExpansionView): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const headEnd = view.lines.position(view.codeStart).line - 2;
  if (headEnd > 0) ranges.push({ startLine: 0, endLine: headEnd, kind: FoldingRangeKind.Comment });
  const pending = [...tokensOf(view)];
  for (let token = pending.pop(); token; token = pending.pop()) {
    if (token.kind !== 'group') continue;
    for (const inner of token.tokens) pending.push(inner);
    const startLine = view.lines.position(token.open.start).line;
    // The line of the closing bracket stays.
    const endLine = view.lines.position(token.close.end).line - 1;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  }
  return ranges.sort((left, right) => left.startLine - right.startLine);
}

/** The items of an expansion, those in modules, traits and impls below them. */
export function documentSymbols(view: ExpansionView): Iterable<DocumentSymbol> {
  return symbolsIn(view, tokensOf(view), 0);
}

function tokensOf({ text, file }: ExpansionView): readonly TokenTree[] {
  return parseTokenTrees({ id: 0, path: undefined, text }, { edition: file.document.edition }).tokens;
}

const symbolKinds: Partial<Record<ItemKeyword, SymbolKind>> = {
  fn: SymbolKind.Function,
  struct: SymbolKind.Struct,
  union: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  trait: SymbolKind.Interface,
  'trait alias': SymbolKind.Interface,
  impl: SymbolKind.Object,
  mod: SymbolKind.Module,
  const: SymbolKind.Constant,
  static: SymbolKind.Constant,
  type: SymbolKind.TypeParameter,
  macro_rules: SymbolKind.Function,
  macro: SymbolKind.Function,
};

const holders = new Set<ItemKeyword>(['mod', 'trait', 'impl', 'extern block']);

function* symbolsIn(
  view: ExpansionView,
  tokens: readonly TokenTree[],
  depth: number,
): Generator<DocumentSymbol> {
  if (depth > maximumDepth) return;
  for (const item of outlineItems(tokens)) {
    const { keyword, body, name, start, end, keywordIndex } = item;
    const kind = symbolKinds[keyword];
    const [first, last, head] = [tokens[start], tokens[end - 1], tokens[keywordIndex]];
    if (kind === undefined || !first || !last || !head) continue;
    const bodyIndex = body ? tokens.indexOf(body, start) : end;
    const title = keyword === 'impl' ? printTokens(tokens.slice(keywordIndex, bodyIndex)) : name?.text;
    if (!title) continue;
    yield {
      name: title,
      kind,
      range: view.lines.range(spanBetween(first, last)),
      selectionRange: view.lines.range(name?.span ?? spanBetween(head, head)),
      children: body && holders.has(keyword) ? [...symbolsIn(view, body.tokens, depth + 1)] : [],
    };
  }
}
