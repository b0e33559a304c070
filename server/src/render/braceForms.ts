import { isReservedWord } from '../syntax/keywords';
import { isPunct, isWord } from '../syntax/tokenTests';
import { flattenTokens } from './flattenTokens';
import { Role } from './layoutNode';
import { skipAttributes } from './splitLines';
import type { GroupForm } from './layoutNode';
import type { LineRange } from './splitLines';
import type { ItemOutline } from '../syntax/itemOutline';
import type { Group, Leaf, TokenTree } from '../syntax/token';

/** What a brace holds, decided by what stands before it in the line. */
export class BraceContext {
  /** Behind `if`, `while`, `match`, `for`: the next brace is the block, not a struct literal. */
  private head = false;
  /** Behind `let`, or between `for` and `in`: braces are struct patterns. */
  private pattern = false;
  private sawArrow = false;
  /** Behind the `:` of `let` or behind `->`: parentheses are tuples of types. */
  private inType = false;
  /** The last `if` is a value within an expression: a short one stays in one line. */
  private inlineIf = false;
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

  pass(token: Leaf, index: number): void {
    if (token.kind === 'punct') {
      if (token.text === '=') {
        this.pattern = false;
        this.inType = false;
        this.beforeValue = false;
      } else if (token.text === '=>') {
        this.pattern = false;
        this.head = false;
      } else if (token.text === '->') {
        this.sawArrow = true;
        this.inType = true;
      } else if (token.text === ':' && this.pattern) this.inType = true;
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
        this.inlineIf = false;
        break;
      case 'in':
        this.pattern = false;
        break;
      case 'if': {
        const previous = index > this.range.start ? this.tokens[index - 1] : undefined;
        if (!isWord(previous, 'else')) this.inlineIf = previous !== undefined && !isPunct(previous, '=>');
        this.head = true;
        if (this.form === 'arms') this.pattern = false;
        break;
      }
      case 'while':
      case 'match':
      case 'loop':
        this.inlineIf = false;
        this.head = true;
        if (this.form === 'arms') this.pattern = false;
        break;
    }
  }

  formOf(group: Group, index: number, role: Role, inAngles: boolean): GroupForm {
    if (this.form === 'rules' || this.form === 'verbatim') return 'verbatim';
    if (group === this.range.item?.body && this.bodyForm) return this.bodyForm;
    if (role === Role.Attribute) return 'attribute';
    if (this.form === 'attribute' || this.form === 'meta') return 'meta';
    const previous = index > this.range.start ? this.tokens[index - 1] : undefined;
    if (inAngles && group.delimiter !== 'brace')
      return group.delimiter === 'paren' && !endsPath(previous) && !isWord(previous, 'fn')
        ? 'types'
        : 'pattern';
    if (group.delimiter !== 'brace') {
      if (this.inType && group.delimiter === 'paren' && !endsPath(previous)) return 'types';
      if (this.range.item && previous?.kind !== 'literal' && this.beforeValue) return 'parameters';
      return this.pattern || this.form === 'pattern' || this.form === 'literalPattern' ? 'pattern' : 'list';
    }
    if (isPunct(previous, '!')) return macroForm(group);
    if (isPunct(previous, '::') || this.range.item?.keyword === 'use') return 'useTree';
    if (this.form === 'useTree') return 'useTree';
    if (this.form === 'variants' && previous?.kind === 'ident') return 'variantFields';
    if (this.pattern || this.form === 'pattern' || this.form === 'literalPattern') return 'literalPattern';
    const isCondition = isWord(previous, 'if') || isWord(previous, 'while') || isWord(previous, 'match');
    if (isCondition || (this.head && isWord(previous, 'in'))) return 'block';
    const control = this.head || isWord(previous, 'loop') || isWord(previous, 'else');
    this.head = false;
    if (group.tokens.some((token) => isPunct(token, '=>'))) return 'arms';
    if (!control && !this.sawArrow && endsPath(previous) && holdsFields(group)) return 'literal';
    this.sawArrow = false;
    const isStatement =
      isStatementForm(this.form) && index === skipAttributes(this.tokens, this.range.start, index);
    return (control && !this.inlineIf) || isStatement ? 'body' : 'block';
  }
}

function isStatementForm(form: GroupForm): boolean {
  return form === 'items' || form === 'body' || form === 'block';
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
