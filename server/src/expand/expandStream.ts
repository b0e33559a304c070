import type { Crate } from '../project/model';
import type { Resolver, Scope } from '../resolve/definition';
import { findInvocations, type StreamForm } from '../syntax/findInvocations';
import type { AttributeSite, BangSite, DeriveSite, InvocationSite } from '../syntax/invocationSite';
import { isPunct, isWord } from '../syntax/tokenTests';
import type { Group, TokenTree } from '../syntax/token';
import { createQuote, joined } from './builtin/quote';
import { stripCfg } from './cfg/stripCfg';
import { endsWithItem } from './endsWithItem';
import type { Invocation } from './expansion';
import type { ExpansionNode } from './expansionTree';
import { invocationOf, isConfigured, withoutAttribute } from './invocationOf';
import { mergeAttributes } from './mergeAttributes';
import { dropAttributes } from './outerAttributes';
import { placeResult } from './placeResult';

/** What expanding a stream of tokens needs besides the tokens. */
export interface StreamContext {
  readonly crate: Crate;
  readonly resolver: Resolver;
  /** Attributes of the first item that belong to a derive which was expanded before: they call no macro, even if one has the same name. */
  readonly deriveHelpers?: ReadonlySet<string>;
  /** Expands one call, with all that its output calls. */
  expand(invocation: Invocation): Promise<ExpansionNode>;
}

const formAt: Record<Invocation['position'], StreamForm> = {
  item: 'items',
  statement: 'statements',
  expression: 'expression',
  pattern: 'pattern',
  type: 'type',
};

/** Groups nested deeper than this stay as they are: no code is that deep, but hostile input is. */
const maximumDepth = 500;

/**
 * Replaces every macro call in the tokens by its expansion, in the order in which rustc's collector sees them: cfg first, then for an item
 * its attributes from left to right, then what stands inside. A call that fails stays as it is.
 */
export async function expandStream(
  tokens: readonly TokenTree[],
  scope: Scope,
  position: Invocation['position'],
  context: StreamContext,
): Promise<readonly TokenTree[]> {
  const configured = stripCfg(mergeAttributes(tokens), context.crate.cfg);
  const sites = findInvocations(configured, formAt[position]).filter(
    (site) => site.kind !== 'bang' || !site.nested,
  );
  if (sites.length === 0) return configured;
  const stream = new Stream(configured, sites, context);
  return stream.expandList(configured, scope, 0);
}

class Stream {
  private readonly sites = new Map<readonly TokenTree[], Map<number, InvocationSite[]>>();
  private readonly touched = new Map<Group, boolean>();

  constructor(
    private readonly list: readonly TokenTree[],
    sites: readonly InvocationSite[],
    private readonly context: StreamContext,
  ) {
    for (const site of sites) {
      const list = getOrInsert(this.sites, site.parent, () => new Map<number, InvocationSite[]>());
      getOrInsert(list, site.start, () => []).push(site);
    }
  }

  /**
   * The list with its calls expanded. A call sees the names that the list declares and the `macro_rules!` before it, those included that an earlier
   * call has made.
   */
  async expandList(list: readonly TokenTree[], outer: Scope, depth: number): Promise<readonly TokenTree[]> {
    const own = this.sites.get(list);
    const expanded: TokenTree[] = [];
    const { resolver } = this.context;
    let around = outer;
    let index = 0;
    while (index < list.length) {
      const token = list[index];
      if (!token) break;
      const sites = own?.get(index) ?? [];
      const descends = token.kind === 'group' && depth < maximumDepth && this.isTouched(token, depth);
      if (sites.length === 0 && !descends) {
        expanded.push(token);
        index++;
        continue;
      }
      const scope = resolver.scopeInside(around, list, index);
      const attributed = this.firstAttribute(sites, scope);
      const bang = sites.find((site) => site.kind === 'bang');
      if (attributed) {
        const made = await this.expandAttributed(attributed, sites, scope);
        append(expanded, made);
        around = this.scopeAfter(around, made);
        index = attributed.end;
      } else if (bang?.kind === 'bang') {
        const made = await this.expandBang(bang, scope);
        if (made.expanded && consumesAttributes(bang)) dropAttributes(expanded);
        append(expanded, made.tokens);
        around = this.scopeAfter(around, made.tokens);
        index = made.end;
      } else {
        expanded.push(
          descends ? { ...token, tokens: await this.expandList(token.tokens, scope, depth + 1) } : token,
        );
        index++;
      }
    }
    return expanded;
  }

  /** The leftmost attribute of an item that calls a macro: a derive, or a path that resolves to an attribute macro. */
  private firstAttribute(
    sites: readonly InvocationSite[],
    scope: Scope,
  ): DeriveSite | AttributeSite | undefined {
    let first: DeriveSite | AttributeSite | undefined;
    for (const site of sites) {
      if (site.kind === 'bang' || !isConfigured(site, this.context.crate.cfg)) continue;
      if (first && first.attributeIndex <= site.attributeIndex) continue;
      if (site.kind === 'attribute' && this.isDeriveHelper(site)) continue;
      // An attribute without a definition is a helper of a derive, or an error that the file shows at its place.
      if (site.kind === 'derive' || this.context.resolver.resolveMacro(site.path, 'attribute', scope).found)
        first = site;
    }
    return first;
  }

  /** rustc resolves the helper attributes of an item's derives before everything else (rustc_resolve, Scope::DeriveHelpers). */
  private isDeriveHelper(site: AttributeSite): boolean {
    const [only, ...more] = site.path.segments;
    if (!only || more.length > 0 || !this.isFirst(site)) return false;
    return this.context.deriveHelpers?.has(only.text) === true;
  }

  private isFirst({ parent, start }: DeriveSite | AttributeSite): boolean {
    return start === 0 && parent === this.list;
  }

  private async expandAttributed(
    first: DeriveSite | AttributeSite,
    sites: readonly InvocationSite[],
    scope: Scope,
  ): Promise<readonly TokenTree[]> {
    const { crate, expand } = this.context;
    const inherited = this.isFirst(first) ? this.context.deriveHelpers : undefined;
    if (first.kind === 'attribute') {
      const invocation = invocationOf(first, scope, crate.cfg);
      return (await expand({ ...invocation, deriveHelpers: inherited })).result;
    }
    const implementations: TokenTree[] = [];
    const pending: (readonly TokenTree[])[] = [];
    const deriveHelpers = new Set(inherited);
    for (const site of sites) {
      if (site.kind !== 'derive' || site.attributeIndex !== first.attributeIndex) continue;
      const node = await expand(invocationOf(site, scope, crate.cfg));
      if (node.pending) pending.push(node.result);
      else if (!node.error) append(implementations, node.result);
      if (node.definition?.engine !== 'procedural') continue;
      for (const helper of node.definition.helperAttributes) deriveHelpers.add(helper);
    }
    const item = await expandStream(withoutAttribute(first, crate.cfg), scope, first.position, {
      ...this.context,
      deriveHelpers,
    });
    return [...deriveAttribute(pending, first), ...item, ...implementations];
  }

  private async expandBang(
    site: BangSite,
    scope: Scope,
  ): Promise<{ tokens: readonly TokenTree[]; end: number; expanded: boolean }> {
    const node = await this.context.expand(invocationOf(site, scope, this.context.crate.cfg));
    if (node.pending || (node.error && !node.step))
      return { tokens: node.result, end: site.end, expanded: false };
    const tokens = placeResult(node.result, site);
    const dropsSemicolon = site.semicolon && (site.position === 'item' || this.isEnded(tokens));
    return { tokens, end: dropsSemicolon ? site.end + 1 : site.end, expanded: true };
  }

  /**
   * Whether the semicolon behind a statement's call has nothing to end. Where the call expands to nothing it stays, as an empty statement; behind
   * `f();` rustc makes one of it too, which we leave out, since it does nothing and nobody would write it (rustc_expand, `flat_map_stmt` of
   * PlaceholderExpander).
   */
  private isEnded(tokens: readonly TokenTree[]): boolean {
    return isPunct(tokens.at(-1), ';') || endsWithItem(tokens, this.context.crate.edition);
  }

  private scopeAfter(scope: Scope, made: readonly TokenTree[]): Scope {
    return made.some((_, index) => isMacroRules(made, index))
      ? this.context.resolver.scopeInside(scope, made, made.length)
      : scope;
  }

  private isTouched(group: Group, depth: number): boolean {
    const known = this.touched.get(group);
    if (known !== undefined) return known;
    const touched =
      this.sites.has(group.tokens) ||
      (depth < maximumDepth &&
        group.tokens.some((token) => token.kind === 'group' && this.isTouched(token, depth + 1)));
    this.touched.set(group, touched);
    return touched;
  }
}

/**
 * Whether the attributes before a call that is expanded are gone with it. They do not pass to what it expands to (rustc_expand, `check_attributes`; lint
 * unused_attributes). Those before a pattern or a type are not the call's, but of a match arm, a parameter or a field.
 */
function consumesAttributes({ position }: BangSite): boolean {
  return position === 'item' || position === 'statement' || position === 'expression';
}

/** `#[derive(…)]` with what is left of its list; nothing for an empty one. */
function deriveAttribute(paths: readonly (readonly TokenTree[])[], site: DeriveSite): readonly TokenTree[] {
  if (paths.length === 0) return [];
  const quote = createQuote(site.attributeSpan);
  return quote`#[derive(${joined(paths, quote`,`)})]`;
}

function isMacroRules(list: readonly TokenTree[], index: number): boolean {
  const [word, bang] = [list[index], list[index + 1]];
  return isWord(word, 'macro_rules') && isPunct(bang, '!');
}

/** `push(...)` overflows the stack for very long lists. */
function append(target: TokenTree[], tokens: readonly TokenTree[]): void {
  for (const token of tokens) target.push(token);
}

function getOrInsert<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
