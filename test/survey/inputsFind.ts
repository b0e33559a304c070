/** Calls of certain macros in a text, as inputs: the product's own search, and the text that each macro gets. */
import type { MacroKind } from '../../server/src/resolve/definition';
import { outlineAttribute } from '../../server/src/syntax/attributeOutline';
import { findInvocations } from '../../server/src/syntax/findInvocations';
import { siteTokens, type InvocationSite } from '../../server/src/syntax/invocationSite';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { spanOf, type Edition, type Group, type Punct, type TokenTree } from '../../server/src/syntax/token';
import { isGroup, isPunct, isWord } from '../../server/src/syntax/tokenTests';

/** A macro that is looked for. */
export interface WantedMacro {
  readonly kind: MacroKind;
  readonly name: string;
  /** Names under which it may be called: its own and those under which it is exported. */
  readonly aliases: ReadonlySet<string>;
}

export interface FoundCall {
  readonly macro: WantedMacro;
  /** The names of the call's path. */
  readonly path: readonly string[];
  readonly argument: string | undefined;
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** More tokens than anybody writes by hand. */
const maximumTextLength = 40_000;

/** The calls in a text, in its order. `anywhere`: also those in macro definitions and in the arguments of other calls. */
export function findCalls(
  text: string,
  edition: Edition,
  wanted: readonly WantedMacro[],
  anywhere: boolean,
): FoundCall[] {
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text }, { edition });
  const found: FoundCall[] = [];
  const add = (macro: WantedMacro, path: readonly string[], offset: number, parts: CallText): void => {
    if (parts.text.length > maximumTextLength) return;
    found.push({ macro, path, ...parts, line: lineAt(text, offset) });
  };
  for (const site of findInvocations(tokens)) {
    const path = site.path.segments.map((segment) => segment.text);
    const macro = wanted.find(({ kind, aliases }) => kind === site.kind && aliases.has(path.at(-1) ?? ''));
    const parts = macro && callText(site, text);
    if (macro && parts) add(macro, path, site.span.start, parts);
  }
  if (anywhere) {
    const bangs = wanted.filter(({ kind }) => kind === 'bang');
    for (const { name, group } of bangCallsAnywhere(tokens)) {
      const macro = bangs.find(({ aliases }) => aliases.has(name));
      const parts = macro && groupText(group, text);
      if (macro && parts !== undefined)
        add(macro, [name], group.open.start, { argument: undefined, text: parts });
    }
  }
  return found;
}

interface CallText {
  readonly argument: string | undefined;
  readonly text: string;
}

function callText(site: InvocationSite, text: string): CallText | undefined {
  if (site.kind === 'bang') {
    const inner = groupText(site.group, text);
    return inner === undefined ? undefined : { argument: undefined, text: inner };
  }
  const item = itemText(site, text);
  if (item === undefined) return undefined;
  if (site.kind === 'derive') return { argument: undefined, text: item };
  if (!isPlain(site.arguments)) return undefined;
  const first = site.arguments[0];
  const last = site.arguments.at(-1);
  const argument = first && last ? text.slice(spanOf(first).start, spanOf(last).end) : '';
  return { argument, text: item };
}

function groupText(group: Group, text: string): string | undefined {
  return isPlain(group.tokens) ? text.slice(group.open.end, group.close.start) : undefined;
}

/** An item's text without the attribute of the call, and, for a derive, as it is when every `cfg` holds. */
function itemText(site: Exclude<InvocationSite, { kind: 'bang' }>, text: string): string | undefined {
  const tokens = siteTokens(site);
  const first = tokens[0];
  const last = tokens.at(-1);
  if (!first || !last || !isPlain(tokens)) return undefined;
  const edits: Edit[] = [];
  for (let at = site.start; at < site.end;) {
    const attribute = outlineAttribute(site.parent, at);
    if (!attribute || attribute.inner) break;
    const from = site.parent[attribute.start];
    const to = site.parent[attribute.end - 1];
    at = attribute.end;
    if (!from || !to) break;
    // What stands beside a derive in a `cfg_attr` stays.
    const inCfg = site.kind === 'derive' && site.predicates.length > 0;
    const own = attribute.start === site.attribute.start && !inCfg;
    const earlierDerive =
      site.kind === 'derive' && at <= site.attribute.end && isWord(attribute.path[0], 'derive');
    if (own || earlierDerive) edits.push({ start: spanOf(from).start, end: spanOf(to).end, text: '' });
  }
  if (site.kind === 'derive') edits.push(...cfgEdits(tokens, text));
  return applyEdits(text, spanOf(first).start, spanOf(last).end, edits);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `#[cfg(…)]` goes, `#[cfg_attr(…, a, b)]` becomes `#[a] #[b]`, at any depth. */
function cfgEdits(tokens: readonly TokenTree[], text: string): Edit[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'group') return [];
    const hash = tokens[index - 1];
    const [word, list] = token.tokens;
    if (!isGroup(token, 'bracket') || hash?.kind !== 'punct' || hash.text !== '#')
      return cfgEdits(token.tokens, text);
    const edit = { start: hash.span.start, end: token.close.end };
    if (isWord(word, 'cfg')) return [{ ...edit, text: '' }];
    if (!isWord(word, 'cfg_attr') || list?.kind !== 'group') return [];
    const commas = list.tokens.filter((each): each is Punct => isPunct(each, ','));
    const attributes = commas.map((comma, at) =>
      text.slice(comma.span.end, commas[at + 1]?.span.start ?? list.close.start).trim(),
    );
    const kept = attributes.filter(
      (attribute) => attribute !== '' && !/^(derive|cfg_attr|cfg)\b/.test(attribute),
    );
    return [{ ...edit, text: kept.map((attribute) => `#[${attribute}]`).join(' ') }];
  });
}

function applyEdits(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let result = '';
  let at = start;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < at || edit.end > end) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

/** Whether all of it is Rust: no unreadable text, and no variables of a macro definition. */
function isPlain(tokens: readonly TokenTree[]): boolean {
  return tokens.every((token, index) => {
    if (token.kind === 'group') return isPlain(token.tokens);
    const variable = isPunct(token, '$') && tokens[index + 1]?.kind === 'ident';
    return token.kind !== 'unknown' && !variable;
  });
}

function* bangCallsAnywhere(
  tokens: readonly TokenTree[],
): Generator<{ readonly name: string; readonly group: Group }> {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'group') continue;
    const name = tokens[index - 2];
    if (isPunct(tokens[index - 1], '!') && name?.kind === 'ident' && token.delimiter !== 'invisible')
      yield { name: name.text, group: token };
    yield* bangCallsAnywhere(token.tokens);
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
