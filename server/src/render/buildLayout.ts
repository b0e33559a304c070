import { isReservedWord } from '../syntax/keywords';
import { leafText } from '../syntax/leafText';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { docCommentAt } from './docAttributes';
import { flattenTokens } from './flattenTokens';
import { forcesBreak, hasLongChain } from './lineRules';
import { Role, widthOf } from './layoutNode';
import { skipAttributes, angleChange, splitArms, splitElements, splitItems } from './splitLines';
import { tokenRoles } from './tokenRoles';
import { spaceBefore } from './tokenSpacing';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import type { LineRange } from './splitLines';
import type { ItemOutline } from '../syntax/itemOutline';
import type { Group, Leaf, TokenTree } from '../syntax/token';

/** The text by which an identifier `$crate` is printed. */
export type CrateText = (crate: number | undefined) => string;

export class LayoutBuilder {
  private depth = 0;

  constructor(private readonly crateText: CrateText) {}

  /** The lines of a list of tokens of the given form. */
  lines(tokens: readonly TokenTree[], form: GroupForm): Line[] {
    const flat = withDocComments(flattenTokens(tokens));
    switch (form) {
      case 'items':
      case 'body':
      case 'block':
        return splitItems(flat, form !== 'items').map((range) => this.line(flat, range, form));
      case 'arms':
        return splitArms(flat).map((range) => this.line(flat, range, form));
      case 'rules':
        return splitRules(flat).map((range) => this.line(flat, range, form));
      case 'verbatim':
        return flat.length > 0 ? [this.line(flat, { start: 0, end: flat.length }, form)] : [];
      default:
        return splitElements(flat, tokenRoles(flat, 0, flat.length)).map((range) =>
          this.line(flat, range, form),
        );
    }
  }

  private line(tokens: readonly TokenTree[], range: LineRange, form: GroupForm): Line {
    const { start, end, item } = range;
    const roles = tokenRoles(tokens, start, end, form === 'arms');
    const context = new BraceContext(tokens, range, form);
    const nodes: LayoutNode[] = [];
    let angles = 0;
    for (let index = start; index < end; index++) {
      const token = tokens[index];
      if (!token) break;
      const role = roles[index - start] ?? Role.None;
      const space =
        form === 'rules' || form === 'verbatim'
          ? sourceSpace(tokens, start, index)
          : spaceBefore(tokens, roles, start, index);
      const change = angleChange(token, role);
      const inAngles = angles > 0 || change > 0;
      angles = Math.max(0, angles + change);
      if (token.kind === 'group') {
        const nested = context.formOf(token, index, role, inAngles);
        nodes.push(this.group(token, nested, role, space, inAngles));
      } else {
        context.pass(token);
        nodes.push(this.leaf(token, role, space, inAngles));
      }
    }
    const attributes = skipAttributes(tokens, start, end) - start;
    const separate = attributes > 0 && form !== 'list' && form !== 'parameters' && form !== 'pattern';
    const breaks = separate || nodes.some((node) => node.breaks) || hasLongChain(nodes);
    return { nodes, width: widthOf(nodes), breaks, ...(item && { item }) };
  }

  private leaf(token: Leaf, role: Role, space: boolean, inAngles: boolean): LayoutNode {
    const isCrate = token.kind === 'ident' && token.text === '$crate';
    const text = isCrate ? this.crateText(token.crate) : leafText(token);
    const firstLine = text.indexOf('\n');
    const breaks = token.kind === 'docComment' && (token.comment === 'line' || firstLine >= 0);
    const width = firstLine < 0 ? text.length : firstLine;
    return { kind: 'leaf', token, text, role, space, inAngles, width, breaks };
  }

  private group(group: Group, form: GroupForm, role: Role, space: boolean, inAngles: boolean): GroupNode {
    this.depth++;
    const lines = this.lines(group.tokens, form);
    this.depth--;
    const isBrace = group.delimiter === 'brace';
    const padded = isBrace && form !== 'useTree' && lines.length > 0;
    const content = lines.reduce((sum, line) => sum + line.width + 1, -1);
    const width = 2 + (lines.length > 0 ? content : 0) + (padded ? 2 : 0);
    const breaks = lines.some((line) => line.breaks) || forcesBreak(form, lines, content);
    return { kind: 'group', group, form, lines, padded, role, space, inAngles, width, breaks };
  }
}

/** What a brace holds, decided by what stands before it in the line. */
class BraceContext {
  /** Behind `if`, `while`, `match`, `for`: the next brace is the block, not a struct literal. */
  private head = false;
  /** Behind `let`, or between `for` and `in`: braces are struct patterns. */
  private pattern = false;
  private sawArrow = false;
  /** In an item: before the `=` of a constant or static. */
  private beforeValue = true;
  private readonly bodyForm: GroupForm | undefined;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly range: LineRange,
    private readonly form: GroupForm,
  ) {
    this.pattern = form === 'arms';
    this.bodyForm = range.item && itemBodyForm(range.item);
  }

  pass(token: Leaf): void {
    if (token.kind === 'punct') {
      if (token.text === '=') {
        this.pattern = false;
        this.beforeValue = false;
      } else if (token.text === '=>') {
        this.pattern = false;
        this.head = false;
      } else if (token.text === '->') this.sawArrow = true;
      return;
    }
    if (token.kind !== 'ident' || token.raw) return;
    switch (token.text) {
      case 'let':
        this.pattern = true;
        break;
      case 'for':
        if (this.range.item) break;
        this.pattern = true;
        this.head = true;
        break;
      case 'in':
        this.pattern = false;
        break;
      case 'if':
      case 'while':
      case 'match':
        this.head = true;
        if (this.form === 'arms') this.pattern = false;
        break;
    }
  }

  formOf(group: Group, index: number, role: Role, inAngles: boolean): GroupForm {
    if (this.form === 'rules' || this.form === 'verbatim') return 'verbatim';
    if (group === this.range.item?.body && this.bodyForm) return this.bodyForm;
    if (role === Role.Attribute || (inAngles && group.delimiter !== 'brace')) return 'pattern';
    const previous = index > this.range.start ? this.tokens[index - 1] : undefined;
    if (group.delimiter !== 'brace') {
      if (this.range.item && previous?.kind !== 'literal' && this.beforeValue) return 'parameters';
      return this.pattern || this.form === 'pattern' ? 'pattern' : 'list';
    }
    if (isPunct(previous, '!')) return macroForm(group);
    if (isPunct(previous, '::') || this.range.item?.keyword === 'use') return 'useTree';
    if (this.form === 'useTree') return 'useTree';
    if (this.form === 'variants' && previous?.kind === 'ident') return 'variantFields';
    if (this.pattern || this.form === 'pattern') return 'pattern';
    const control = this.head || isWord(previous, 'loop') || isWord(previous, 'else');
    this.head = false;
    if (group.tokens.some((token) => isPunct(token, '=>'))) return 'arms';
    if (!control && !this.sawArrow && endsPath(previous) && holdsFields(group)) return 'literal';
    this.sawArrow = false;
    return control ? 'body' : 'block';
  }
}

function itemBodyForm(item: ItemOutline): GroupForm | undefined {
  switch (item.keyword) {
    case 'fn':
      return 'body';
    case 'impl':
    case 'trait':
    case 'mod':
    case 'extern block':
      return 'items';
    case 'struct':
    case 'union':
      return item.body?.delimiter === 'brace' ? 'fields' : 'list';
    case 'enum':
      return 'variants';
    case 'macro_rules':
    case 'macro':
      return 'rules';
    case 'macro call':
      return item.body && macroForm(item.body);
    default:
      return undefined;
  }
}

/** The content of a macro call in braces may be anything: arms, items and statements are told by what they always have. */
function macroForm(group: Group): GroupForm {
  if (group.delimiter !== 'brace') return 'list';
  if (group.tokens.some((token) => isPunct(token, '=>'))) return 'arms';
  return group.tokens.some((token) => isPunct(token, ';') || isWord(token, 'fn') || isWord(token, 'struct'))
    ? 'body'
    : 'block';
}

function endsPath(token: TokenTree | undefined): boolean {
  if (isPunct(token, '>')) return true;
  return token?.kind === 'ident' && (token.raw || token.text === 'Self' || !isReservedWord(token.text));
}

/** Whether the content of a brace looks like the fields of a struct literal and not like statements. */
function holdsFields(group: Group): boolean {
  const tokens = flattenTokens(group.tokens);
  const start = skipAttributes(tokens, 0, tokens.length);
  const first = tokens[start];
  const second = tokens[start + 1];
  if (!first) return true;
  if (first.kind === 'punct') return first.text === '..';
  if (first.kind !== 'ident' && first.kind !== 'literal') return false;
  if (first.kind === 'ident' && !first.raw && isReservedWord(first.text)) return false;
  return !second || isPunct(second, ':') || isPunct(second, ',');
}

function splitRules(tokens: readonly TokenTree[]): LineRange[] {
  const ranges: LineRange[] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    if (isPunct(token, ';')) {
      ranges.push({ start, end: index + 1 });
      start = index + 1;
    }
  });
  if (start < tokens.length) ranges.push({ start, end: tokens.length });
  return ranges;
}

/** In a macro's definition the author's spacing says most. */
function sourceSpace(tokens: readonly TokenTree[], start: number, index: number): boolean {
  const previous = tokens[index - 1];
  if (index <= start || !previous) return false;
  const token = tokens[index];
  if (isPunct(token, ',') || isPunct(token, ';')) return false;
  return previous.spacing === 'alone' && !isPunct(previous, '$');
}

/** Writes `#[doc = "…"]` as the comment that it was made of. */
function withDocComments(tokens: readonly TokenTree[]): readonly TokenTree[] {
  if (!tokens.some((token) => isGroup(token, 'bracket'))) return tokens;
  const result: TokenTree[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    const doc = docCommentAt(tokens, index);
    result.push(doc ? doc.comment : token);
    if (doc) index += doc.length - 1;
  }
  return result;
}
