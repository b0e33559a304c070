import { isPunctNode, Role, widthOf } from './layoutNode';
import { breakLongConditions } from './controlLayout';
import { forcesBreak, hasLongChain } from './lineRules';
import type { GroupNode, LayoutNode, LeafNode, Line } from './layoutNode';
import type { ItemOutline } from '../syntax/itemOutline';
import type { Leaf, Punct } from '../syntax/token';

/** Collects the nodes of a line, and makes of each pair of angle brackets around generic arguments a group. */
export class NodeCollector {
  private nodes: LayoutNode[] = [];
  private readonly open: { readonly bracket: LeafNode; readonly outer: LayoutNode[] }[] = [];

  /** Whether the next node stands between angle brackets. */
  get inAngles(): boolean {
    return this.open.length > 0;
  }

  push(node: LayoutNode): void {
    this.nodes.push(node);
  }

  pushLeaf(token: Leaf, text: string, role: Role, space: boolean): void {
    const halves = role === Role.AngleOpen || isClose(role) ? splitAngle(token) : undefined;
    if (halves) {
      this.pushAngle(makeLeaf(halves[0], halves[0].text, role, space));
      this.pushAngle(makeLeaf(halves[1], halves[1].text, role, false));
    } else if (role === Role.AngleOpen || isClose(role)) this.pushAngle(makeLeaf(token, text, role, space));
    else this.push(makeLeaf(token, text, role, space));
  }

  private pushAngle(node: LeafNode): void {
    if (node.role === Role.AngleOpen) {
      this.open.push({ bracket: node, outer: this.nodes });
      this.nodes = [];
      return;
    }
    const frame = this.open.pop();
    if (!frame) {
      this.push(node);
      return;
    }
    const { bracket, outer } = frame;
    const group = makeGroup({
      delimiter: 'angle',
      group: undefined,
      open: { text: bracket.text, span: bracket.token.span, token: bracket.token },
      close: { text: node.text, span: node.token.span, token: node.token },
      form: 'angles',
      lines: splitAtCommas(this.nodes),
      padded: false,
      role: Role.None,
      space: bracket.space,
    });
    this.nodes = outer;
    this.push(group);
  }

  /** The nodes; brackets without a counterpart are plain tokens. */
  finish(): readonly LayoutNode[] {
    for (let frame = this.open.pop(); frame; frame = this.open.pop()) {
      frame.outer.push(frame.bracket, ...this.nodes);
      this.nodes = frame.outer;
    }
    return this.nodes;
  }
}

function isClose(role: Role): boolean {
  return role === Role.AngleClose || role === Role.HeadClose;
}

/** The two brackets of `<<` and `>>`. */
function splitAngle(token: Leaf): readonly [Punct, Punct] | undefined {
  if (token.kind !== 'punct' || (token.text !== '<<' && token.text !== '>>')) return undefined;
  const { span } = token;
  const text = token.text.charAt(0);
  const middle = Math.min(span.start + 1, span.end);
  return [
    { ...token, text, spacing: 'joint', span: { ...span, end: middle } },
    { ...token, text, span: { ...span, start: middle } },
  ];
}

function splitAtCommas(nodes: readonly LayoutNode[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  nodes.forEach((node, index) => {
    if (!isPunctNode(node, ',')) return;
    lines.push(makeLine(nodes.slice(start, index + 1), false));
    start = index + 1;
  });
  if (start < nodes.length) lines.push(makeLine(nodes.slice(start), false));
  return lines;
}

function makeLeaf(token: Leaf, text: string, role: Role, space: boolean): LeafNode {
  const firstLine = text.indexOf('\n');
  const breaks = firstLine >= 0 || (token.kind === 'docComment' && token.comment === 'line');
  const width = firstLine < 0 ? text.length : firstLine;
  return { kind: 'leaf', token, text, role, space, width, breaks };
}

/** A group with its width, and whether it breaks, from its lines. */
export function makeGroup(parts: Omit<GroupNode, 'kind' | 'width' | 'breaks'>): GroupNode {
  const { lines, padded, form } = parts;
  const content = lines.reduce((sum, line) => sum + line.width + 1, -1);
  const width = 2 + (lines.length > 0 ? content : 0) + (padded ? 2 : 0);
  const breaks = lines.some((line) => line.breaks) || forcesBreak(form, lines, content);
  return { kind: 'group', ...parts, width, breaks };
}

export function makeLine(collected: readonly LayoutNode[], breaks: boolean, item?: ItemOutline): Line {
  const nodes = breakLongConditions(collected);
  return {
    nodes,
    width: widthOf(nodes),
    breaks: breaks || nodes.some((node) => node.breaks) || hasLongChain(nodes),
    ...(item && { item }),
  };
}
