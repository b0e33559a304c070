import { attributeSites } from './attributeSites';
import { scanCode } from './codeScanner';
import { spanBetween } from './invocationSite';
import { outlineItems } from './itemOutline';
import { macroCallAt } from './macroCall';
import { maximumNesting } from './parseTokenTrees';
import { endOf, startOf } from './token';
import { isPunct } from './tokenTests';
import type { CodeForm, CodeRange, CodeVisitor } from './codeScanner';
import type { BangSite, InvocationSite, SitePosition } from './invocationSite';
import type { AttributeOutline, ItemOutline } from './itemOutline';
import type { MacroCall } from './macroCall';
import type { Group, TokenTree } from './token';

/** What a list of tokens is: a file or the body of a module or impl, or code as a macro produces it in one of the positions. */
export type StreamForm = 'items' | 'statements' | 'expression' | 'pattern' | 'type';

/**
 * The macro calls that rustc would expand in these tokens, in the order of the text, an item's attributes before what stands inside of it.
 * Calls in the arguments of other calls, in the rules of macros and in the arguments of attributes are none (except for a value: `#[doc = name!()]`).
 * What `cfg` disables is included. Spans and indices are those of the tokens given. Never throws; what is nested beyond
 * {@link maximumNesting} is not looked into.
 */
export function findInvocations(tokens: readonly TokenTree[], form: StreamForm = 'items'): InvocationSite[] {
  const finder = new InvocationFinder();
  finder.findIn(tokens, form);
  return finder.sites;
}

/**
 * Those of the calls that {@link findInvocations} finds in a file that can hold a UTF-16 offset, and further ones near it: what lies apart from it is
 * not looked into.
 */
export function findInvocationsAround(tokens: readonly TokenTree[], offset: number): InvocationSite[] {
  const finder = new InvocationFinder(false, offset);
  finder.findIn(tokens, 'items');
  return finder.sites;
}

/**
 * The calls in the arguments of a call, at any depth, in the order of the text. Whether they are expanded is up to the macro that receives them, hence
 * they are all `nested`; their position is what it would be if the arguments were code.
 */
export function findNestedCalls(group: Group): InvocationSite[] {
  const finder = new InvocationFinder(true);
  finder.findIn(group.tokens, 'statements');
  return finder.sites;
}

class InvocationFinder implements CodeVisitor {
  readonly sites: InvocationSite[] = [];
  private depth = 0;

  /**
   * `nestedCalls`: what is searched are the arguments of a call, and those of the calls in it are searched too. `offset`: only what holds it is
   * looked into.
   */
  constructor(
    private readonly nestedCalls = false,
    private readonly offset?: number,
  ) {}

  findIn(tokens: readonly TokenTree[], form: StreamForm): void {
    if (form === 'items' || form === 'statements') this.items(tokens, form);
    else this.nested(tokens, form);
  }

  call(call: MacroCall, range: CodeRange, position: SitePosition): void {
    this.addCall(call, range.tokens, position);
  }

  private addCall(call: MacroCall, tokens: readonly TokenTree[], position: SitePosition): void {
    this.sites.push(bangSite(call, tokens, position, this.nestedCalls));
    if (this.nestedCalls) this.block(call.group.tokens);
  }

  /** The only macros in an attribute are those that make its value. */
  attribute(attribute: AttributeOutline, { tokens }: Pick<CodeRange, 'tokens'>): void {
    const { value, arguments: group, path } = attribute;
    if (value) this.attributeValue(tokens[attribute.end - 1], value);
    else if (group && path.length === 1 && path[0]?.text === 'cfg_attr') this.conditionalValues(group.tokens);
  }

  /** The calls in a value belong to the list that the value ends: between the brackets, or in the group of a `meta` fragment or of `unsafe(…)`. */
  private attributeValue(brackets: TokenTree | undefined, value: readonly TokenTree[]): void {
    const last = value.at(-1);
    let group = brackets;
    while (group?.kind === 'group' && group.tokens.at(-1) !== last) group = group.tokens.at(-1);
    if (group?.kind !== 'group') return;
    const { tokens } = group;
    const start = tokens.length - value.length;
    this.descend(() => scanCode({ tokens, start, end: tokens.length }, 'expression', this));
  }

  block(tokens: readonly TokenTree[]): void {
    if (!this.isNear(tokens, 0, tokens.length)) return;
    this.descend(() => this.items(tokens, 'statements'));
  }

  nested(tokens: readonly TokenTree[], form: CodeForm): void {
    if (!this.isNear(tokens, 0, tokens.length)) return;
    this.descend(() => scanCode({ tokens, start: 0, end: tokens.length }, form, this));
  }

  private descend(visit: () => void): void {
    if (this.depth >= maximumNesting) return;
    this.depth++;
    visit();
    this.depth--;
  }

  private items(tokens: readonly TokenTree[], form: 'items' | 'statements'): void {
    /** Start of a run of code that is no item: statements, and calls that may be part of an expression. */
    let code: number | undefined;
    const endCode = (end: number): void => {
      if (code !== undefined && this.isNear(tokens, code, end)) {
        const endsStream = this.depth === 0 && end === tokens.length;
        scanCode({ tokens, start: code, end, endsStream }, 'statements', this);
      }
      code = undefined;
    };
    for (const item of outlineItems(tokens)) {
      const isCode = item.keyword === 'unknown' || (item.keyword === 'macro call' && form === 'statements');
      if (isCode) code ??= item.start;
      else endCode(item.start);
      if (!this.isNear(tokens, item.start, item.end)) continue;
      if (!isCode) for (const attribute of item.attributes) this.attribute(attribute, { tokens });
      this.addAttributeSites(item, tokens, form);
      if (!isCode) this.item(item, tokens, form);
    }
    endCode(tokens.length);
  }

  /** Whether a part of a list holds the offset that is looked for, if there is one. Its end counts. */
  private isNear(tokens: readonly TokenTree[], start: number, end: number): boolean {
    if (this.offset === undefined) return true;
    const [first, last] = [tokens[start], tokens[end - 1]];
    if (!first || !last) return false;
    return startOf(first) <= this.offset && this.offset <= endOf(last);
  }

  private addAttributeSites(
    item: ItemOutline,
    parent: readonly TokenTree[],
    form: 'items' | 'statements',
  ): void {
    if (item.attributes.length === 0) return;
    const position = form === 'items' ? 'item' : 'statement';
    const { start, end } = item;
    const range = { parent, start, end, position, nested: this.nestedCalls } as const;
    this.sites.push(...attributeSites(item.attributes, range));
  }

  private item(item: ItemOutline, tokens: readonly TokenTree[], form: 'items' | 'statements'): void {
    const { keyword, body, keywordIndex: start, end } = item;
    const bodyIndex = body ? tokens.indexOf(body, start) : end;
    const header = { tokens, start, end: bodyIndex };
    switch (keyword) {
      case 'macro call':
        this.itemCall(item, tokens);
        return;
      case 'fragment':
        if (body) this.descend(() => this.items(body.tokens, form));
        return;
      case 'fn':
        scanCode(header, 'signature', this);
        if (body) this.block(body.tokens);
        return;
      case 'struct':
      case 'union':
      case 'enum':
        scanCode(header, 'type', this);
        if (body) this.nested(body.tokens, body.delimiter === 'paren' ? 'type' : 'fields');
        scanCode({ tokens, start: Math.min(bodyIndex + 1, end), end }, 'type', this);
        return;
      case 'impl':
      case 'trait':
      case 'mod':
      case 'extern block':
        scanCode(header, 'type', this);
        if (body) this.descend(() => this.items(body.tokens, 'items'));
        return;
      case 'const':
      case 'static':
        scanCode({ tokens, start: start + 1, end }, 'fields', this);
        return;
      case 'type':
      case 'trait alias':
        scanCode({ tokens, start, end }, 'type', this);
        return;
    }
  }

  private itemCall(item: ItemOutline, tokens: readonly TokenTree[]): void {
    for (let index = item.keywordIndex; index < item.end; index++) {
      const call = isPunct(tokens[index], '!') ? macroCallAt(tokens, index, item.keywordIndex) : undefined;
      if (call) {
        this.addCall(call, tokens, 'item');
        return;
      }
    }
  }

  /** `cfg_attr(condition, doc = name!())`. */
  private conditionalValues(tokens: readonly TokenTree[]): void {
    const value = tokens.findIndex((token) => isPunct(token, '='));
    const comma = tokens.findIndex((token) => isPunct(token, ','));
    if (comma >= 0 && value >= 0) scanCode({ tokens, start: comma, end: tokens.length }, 'expression', this);
  }
}

function bangSite(
  call: MacroCall,
  parent: readonly TokenTree[],
  position: SitePosition,
  nested: boolean,
): BangSite {
  const { path, start, end, group } = call;
  const first = parent[start] ?? group;
  const endsWithSemicolon = isPunct(parent[end], ';') && (position === 'item' || position === 'statement');
  return {
    kind: 'bang',
    path,
    nameSpan: path.segments.at(-1)?.span ?? group.open,
    span: spanBetween(first, group),
    position,
    parent,
    start,
    end,
    group,
    semicolon: endsWithSemicolon,
    nested,
  };
}
