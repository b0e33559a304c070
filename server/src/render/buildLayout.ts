import { isGroup, isPunct } from '../syntax/tokenTests';
import { docCommentAt } from './docAttributes';
import { flattenTokens } from './flattenTokens';
import { LineAssembler } from './lineAssembler';
import { splitArms, splitElements, splitItems } from './splitLines';
import { tokenRoles } from './tokenRoles';
import type { GroupForm, Line } from './layoutNode';
import type { CrateText, PendingGroup } from './lineAssembler';
import type { LineRange } from './splitLines';
import type { TokenTree } from '../syntax/token';

/** Groups nested deeper than this are printed in one line: only a hostile macro makes them, and the stack must not depend on the input. */
const maximumDepth = 256;

/** Down to this depth there may be pauses within groups: such as modules, implementations and functions. */
const depthOfTurns = 3;
/** Groups in other delimiters than braces are worth it with so many tokens. */
const longList = 100;

export class LayoutBuilder {
  private depth = 0;

  constructor(private readonly crateText: CrateText) {}

  /** The lines of a list of tokens of the given form, each made when it is asked for; undefined where a pause may be made within a large one. */
  *lineByLine(tokens: readonly TokenTree[], form: GroupForm): Generator<Line | undefined, void> {
    const flat = withDocComments(flattenTokens(tokens));
    for (const range of lineRanges(flat, form)) yield yield* this.lineInTurns(flat, range, form);
  }

  private lines(tokens: readonly TokenTree[], form: GroupForm): Line[] {
    const flat = withDocComments(flattenTokens(tokens));
    return lineRanges(flat, form).map((range) => this.line(flat, range, form));
  }

  private line(tokens: readonly TokenTree[], range: LineRange, form: GroupForm): Line {
    const line = new LineAssembler(tokens, range, form, this.crateText);
    for (let group = this.nextGroup(line); group; group = this.nextGroup(line))
      line.add(group, this.linesOf(group));
    return line.finish();
  }

  private *lineInTurns(
    tokens: readonly TokenTree[],
    range: LineRange,
    form: GroupForm,
  ): Generator<undefined, Line> {
    const line = new LineAssembler(tokens, range, form, this.crateText);
    for (let group = this.nextGroup(line); group; group = this.nextGroup(line))
      line.add(group, this.mayBeLarge(group) ? yield* this.linesInTurns(group) : this.linesOf(group));
    return line.finish();
  }

  private nextGroup(line: LineAssembler): PendingGroup | undefined {
    return line.nextGroup(this.depth >= maximumDepth);
  }

  private mayBeLarge({ group }: PendingGroup): boolean {
    if (this.depth >= depthOfTurns) return false;
    return group.delimiter === 'brace' || group.tokens.length >= longList;
  }

  private linesOf({ group, form }: PendingGroup): Line[] {
    this.depth++;
    const lines = this.lines(group.tokens, form);
    this.depth--;
    return lines;
  }

  private *linesInTurns({ group, form }: PendingGroup): Generator<undefined, Line[]> {
    this.depth++;
    const lines: Line[] = [];
    for (const line of this.lineByLine(group.tokens, form)) {
      if (line) lines.push(line);
      yield;
    }
    this.depth--;
    return lines;
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
