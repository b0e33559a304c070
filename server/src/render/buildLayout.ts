import { closingText, leafText, openingText } from '../syntax/leafText';
import { spanOf } from '../syntax/token';
import { isGroup, isPunct } from '../syntax/tokenTests';
import { printTokens } from '../syntax/tokenText';
import { BraceContext } from './braceForms';
import { docCommentAt } from './docAttributes';
import { flattenTokens } from './flattenTokens';
import { Role } from './layoutNode';
import { makeGroup, makeLine, NodeCollector } from './nodeCollector';
import { skipAttributes, splitArms, splitElements, splitItems } from './splitLines';
import { tokenRoles } from './tokenRoles';
import { spaceBefore } from './tokenSpacing';
import type { GroupForm, GroupNode, Line } from './layoutNode';
import type { LineRange } from './splitLines';
import type { Group, Leaf, TokenTree } from '../syntax/token';

/** The text by which an identifier `$crate` is printed. */
export type CrateText = (crate: number | undefined) => string;

/** Groups nested deeper than this are printed in one line: only a hostile macro makes them, and the stack must not depend on the input. */
const maximumDepth = 256;

export class LayoutBuilder {
  private depth = 0;

  constructor(private readonly crateText: CrateText) {}

  /** The lines of a list of tokens of the given form. */
  lines(tokens: readonly TokenTree[], form: GroupForm): Line[] {
    const flat = withDocComments(flattenTokens(tokens));
    return lineRanges(flat, form).map((range) => this.line(flat, range, form));
  }

  /** The same lines, each made when it is asked for. */
  *lineByLine(tokens: readonly TokenTree[], form: GroupForm): Generator<Line, void> {
    const flat = withDocComments(flattenTokens(tokens));
    for (const range of lineRanges(flat, form)) yield this.line(flat, range, form);
  }

  private line(tokens: readonly TokenTree[], range: LineRange, form: GroupForm): Line {
    const { start, end, item } = range;
    const roles = tokenRoles(tokens, start, end, form === 'arms');
    const context = new BraceContext(tokens, range, form);
    const nodes = new NodeCollector();
    const verbatim = form === 'rules' || form === 'verbatim';
    for (let index = start; index < end; index++) {
      const token = tokens[index];
      if (!token) break;
      const role = roles[index - start] ?? Role.None;
      const space = verbatim ? sourceSpace(tokens, start, index) : spaceBefore(tokens, roles, start, index);
      if (token.kind === 'group' && this.depth < maximumDepth) {
        const nested = context.formOf(token, index, role, nodes.inAngles);
        nodes.push(this.group(token, nested, role, space));
      } else if (token.kind === 'group') {
        const text = printTokens([token]);
        nodes.pushLeaf({ kind: 'unknown', text, spacing: 'alone', span: spanOf(token) }, text, role, space);
      } else {
        context.pass(token, index);
        nodes.pushLeaf(token, this.textOf(token), role, space);
      }
    }
    const attributes = skipAttributes(tokens, start, end) - start;
    return makeLine(nodes.finish(), attributes > 0 && isLineForm(form), item);
  }

  private textOf(token: Leaf): string {
    const isCrate = token.kind === 'ident' && token.text === '$crate';
    return isCrate ? this.crateText(token.crate) : leafText(token);
  }

  private group(group: Group, form: GroupForm, role: Role, space: boolean): GroupNode {
    this.depth++;
    const lines = this.lines(group.tokens, form);
    this.depth--;
    const { delimiter } = group;
    const open = { text: openingText(delimiter), span: group.open };
    const close = { text: closingText(delimiter), span: group.close };
    const padded = delimiter === 'brace' && form !== 'useTree' && lines.length > 0;
    return makeGroup({ delimiter, group, open, close, form, lines, padded, role, space });
  }
}

function lineRanges(flat: readonly TokenTree[], form: GroupForm): LineRange[] {
  switch (form) {
    case 'items':
    case 'body':
    case 'block':
      return splitItems(flat, form !== 'items');
    case 'arms':
      return splitArms(flat);
    case 'rules':
      return splitRules(flat);
    case 'verbatim':
    case 'attribute':
      return flat.length > 0 ? [{ start: 0, end: flat.length }] : [];
    default:
      return splitElements(flat, tokenRoles(flat, 0, flat.length));
  }
}

/** In these forms each line has its attributes above it. */
function isLineForm(form: GroupForm): boolean {
  return !['parameters', 'pattern', 'angles', 'attribute', 'meta', 'verbatim'].includes(form);
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
