import { closingText, leafText, openingText } from '../syntax/leafText';
import { spanOf } from '../syntax/token';
import { isPunct } from '../syntax/tokenTests';
import { printTokens } from '../syntax/tokenText';
import { BraceContext } from './braceForms';
import { Role } from './layoutNode';
import { makeGroup, makeLine, NodeCollector } from './nodeCollector';
import { skipAttributes } from './splitLines';
import { tokenRoles } from './tokenRoles';
import { spaceBefore } from './tokenSpacing';
import type { GroupForm, Line } from './layoutNode';
import type { LineRange } from './splitLines';
import type { Group, Leaf, TokenTree } from '../syntax/token';

/** The text by which an identifier `$crate` is printed. */
export type CrateText = (crate: number | undefined) => string;

/** A group of a line, whose own lines are yet to be built. */
export interface PendingGroup {
  readonly group: Group;
  readonly form: GroupForm;
  readonly role: Role;
  readonly space: boolean;
}

/** Makes the nodes of one line, from one of its groups to the next: who builds what the groups hold decides when. */
export class LineAssembler {
  private readonly nodes = new NodeCollector();
  private readonly roles: readonly Role[];
  private readonly context: BraceContext;
  private readonly verbatim: boolean;
  private index: number;

  constructor(
    private readonly tokens: readonly TokenTree[],
    private readonly range: LineRange,
    private readonly form: GroupForm,
    private readonly crateText: CrateText,
  ) {
    this.index = range.start;
    this.roles = tokenRoles(tokens, range.start, range.end, form === 'arms');
    this.context = new BraceContext(tokens, range, form);
    this.verbatim = form === 'rules' || form === 'verbatim';
  }

  /** The next group, to be given back to {@link add}; undefined when the line is complete. `whole`: groups are nodes of their text. */
  nextGroup(whole: boolean): PendingGroup | undefined {
    const { tokens, roles, range, nodes, context } = this;
    for (; this.index < range.end; this.index++) {
      const { index } = this;
      const token = tokens[index];
      if (!token) return undefined;
      const role = roles[index - range.start] ?? Role.None;
      const space = this.verbatim
        ? sourceSpace(tokens, range.start, index)
        : spaceBefore(tokens, roles, range.start, index);
      if (token.kind !== 'group') {
        context.pass(token, index);
        nodes.pushLeaf(token, this.textOf(token), role, space);
      } else if (whole) {
        const text = printTokens([token]);
        nodes.pushLeaf({ kind: 'unknown', text, spacing: 'alone', span: spanOf(token) }, text, role, space);
      } else {
        this.index++;
        return { group: token, form: context.formOf(token, index, role, nodes.inAngles), role, space };
      }
    }
    return undefined;
  }

  /** Adds a group with the lines that were built of it. */
  add({ group, form, role, space }: PendingGroup, lines: readonly Line[]): void {
    const { delimiter } = group;
    const open = { text: openingText(delimiter), span: group.open };
    const close = { text: closingText(delimiter), span: group.close };
    const padded = delimiter === 'brace' && form !== 'useTree' && lines.length > 0;
    this.nodes.push(makeGroup({ delimiter, group, open, close, form, lines, padded, role, space }));
  }

  finish(): Line {
    const { start, end, item } = this.range;
    const attributes = skipAttributes(this.tokens, start, end) - start;
    return makeLine(this.nodes.finish(), attributes > 0 && isLineForm(this.form), item);
  }

  private textOf(token: Leaf): string {
    const isCrate = token.kind === 'ident' && token.text === '$crate';
    return isCrate ? this.crateText(token.crate) : leafText(token);
  }
}

/** In these forms each line has its attributes above it. */
function isLineForm(form: GroupForm): boolean {
  return !['parameters', 'pattern', 'angles', 'attribute', 'meta', 'verbatim'].includes(form);
}

/** In a macro's definition the author's spacing says most. */
function sourceSpace(tokens: readonly TokenTree[], start: number, index: number): boolean {
  const previous = tokens[index - 1];
  if (index <= start || !previous) return false;
  const token = tokens[index];
  if (isPunct(token, ',') || isPunct(token, ';')) return false;
  return previous.spacing === 'alone' && !isPunct(previous, '$');
}
