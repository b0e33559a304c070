import { angleChange } from './angles';
import { outlineAttribute } from './itemOutline';
import { isReservedWord } from './keywords';
import { macroCallAt } from './macroCall';
import { isPunct, isWord } from './tokenTests';
import type { SitePosition } from './invocationSite';
import type { AttributeOutline } from './itemOutline';
import type { MacroCall } from './macroCall';
import type { Group, Ident, Punct, TokenTree } from './token';

/**
 * What a list of tokens holds. `parameters` are `pattern: type` pairs; `fields` the fields of a struct or the variants of an enum;
 * `arms` those of a `match`.
 */
export type CodeForm =
  'statements' | 'arms' | 'expression' | 'pattern' | 'type' | 'parameters' | 'fields' | 'signature';

/** A list of tokens, or a range of one. */
export interface CodeRange {
  readonly tokens: readonly TokenTree[];
  readonly start: number;
  readonly end: number;
  /** The range ends where a macro's output ends: a call there is a statement, not the value of a block. */
  readonly endsStream?: boolean;
}

type CodePosition = Exclude<SitePosition, 'item' | 'statement'>;

export interface CodeVisitor {
  call(call: MacroCall, range: CodeRange, position: SitePosition): void;
  /** An attribute on something that is no item: a field, a parameter, a match arm, an expression. */
  attribute(attribute: AttributeOutline, range: CodeRange): void;
  /** The statements between braces: they may hold items, which the scanner does not read. */
  block(tokens: readonly TokenTree[]): void;
  /** A list of tokens inside of this one. */
  nested(tokens: readonly TokenTree[], form: CodeForm): void;
}

/** Words that begin an expression which ends a statement with its block. */
const blockWords = new Set(['if', 'match', 'loop', 'while', 'for', 'unsafe', 'const', 'try']);
/** Keywords after which no operand has ended yet: `return |x| …` is a closure. The others stand for a value. */
const valueWords = new Set(['self', 'Self', 'super', 'crate', 'true', 'false', 'await', '_']);

/**
 * Reads code that is no item, token by token, and reports the macro calls in it with their position. It does not parse: it follows the words
 * and operators that lead from expressions to patterns and types and back, so that unfinished code is read like finished code.
 */
export function scanCode(range: CodeRange, form: CodeForm, visitor: CodeVisitor): void {
  new CodeScanner(range, form, visitor).scan();
}

class CodeScanner {
  private readonly tokens: readonly TokenTree[];
  private readonly base: CodePosition;
  private position: CodePosition;
  private index: number;
  /** Index of the token with which the current statement, or the body of the current arm, begins. */
  private start: number;
  /** That statement began with a word such as `match`: its block ends it. */
  private endsWithBlock = false;
  private inClosureParameters = false;
  private inCast = false;
  /** Open `<` of generic arguments in a type. */
  private angles = 0;
  /** Within the generic arguments of a path that is no type: what comes behind them. */
  private behindArguments: CodePosition | undefined;
  private beforeArrow: boolean;

  constructor(
    private readonly range: CodeRange,
    private readonly form: CodeForm,
    private readonly visitor: CodeVisitor,
  ) {
    this.tokens = range.tokens;
    this.index = range.start;
    this.start = range.start;
    this.base = basePosition(form);
    this.position = this.base;
    this.beforeArrow = form === 'arms';
  }

  scan(): void {
    const { tokens, range } = this;
    while (this.index < range.end) {
      const token = tokens[this.index];
      switch (token?.kind) {
        case 'group':
          this.readGroup(token);
          break;
        case 'punct':
          this.readPunct(token);
          break;
        case 'ident':
          this.readWord(token);
          break;
      }
      this.index++;
    }
  }

  private get previous(): TokenTree | undefined {
    return this.index > this.range.start ? this.tokens[this.index - 1] : undefined;
  }

  private get next(): TokenTree | undefined {
    return this.index + 1 < this.range.end ? this.tokens[this.index + 1] : undefined;
  }

  private readWord(token: Ident): void {
    if (token.raw) return;
    if (this.index === this.start && blockWords.has(token.text)) this.endsWithBlock = true;
    switch (token.text) {
      case 'let':
        this.position = 'pattern';
        break;
      case 'for':
        if (this.position === 'expression' && !isPunct(this.next, '<')) this.position = 'pattern';
        break;
      case 'in':
        if (this.position === 'pattern') this.position = 'expression';
        break;
      case 'if':
        if (this.position === 'pattern' && this.beforeArrow) this.position = 'expression';
        break;
      case 'as':
        if (this.position === 'expression') {
          this.position = 'type';
          this.inCast = true;
        }
        break;
    }
  }

  private readPunct(token: Punct): void {
    switch (token.text) {
      case '!':
        this.readCall();
        return;
      case '#':
        this.readAttribute();
        return;
      case '=':
        if (this.position !== 'expression' && this.mayHoldValue() && !this.behindArguments)
          this.position = 'expression';
        return;
      case ':':
        if (this.position === 'pattern' && this.form !== 'pattern' && !this.beforeArrow)
          this.position = 'type';
        else if (this.previous?.kind === 'lifetime' && this.index - 1 === this.start)
          this.start = this.index + 1;
        return;
      case ',':
        this.readComma();
        return;
      case ';':
        this.position = this.form === 'type' ? 'expression' : this.base;
        this.beginStatement(this.index + 1);
        return;
      case '=>':
        this.position = 'expression';
        this.beforeArrow = false;
        this.beginStatement(this.index + 1);
        return;
      case '->':
        this.position = 'type';
        return;
      case '|':
        this.readBar();
        return;
    }
    if (this.inCast && !this.continuesCast(token)) this.endCast();
    if (this.opensArguments(token)) {
      this.behindArguments = this.position;
      this.position = 'type';
      this.angles = 0;
    }
    if (this.position === 'type') this.angles = Math.max(0, this.angles + angleChange(token.text));
    if (this.behindArguments && this.angles === 0) {
      this.position = this.behindArguments;
      this.behindArguments = undefined;
    }
  }

  /** `a::<T>` and `<T as A>::b` hold types, wherever they stand. */
  private opensArguments({ text }: Punct): boolean {
    if (this.position === 'type' || (text !== '<' && text !== '<<')) return false;
    return isPunct(this.previous, '::') || !this.endsOperand(this.previous);
  }

  /** Whether an operator belongs to the type behind `as`. Behind a macro call `<` compares. */
  private continuesCast({ text }: Punct): boolean {
    switch (text) {
      case '::':
        return true;
      case '<':
        return this.angles > 0 || this.previous?.kind !== 'group';
      case '*':
      case '&':
      case '&&':
        return (
          !this.endsOperand(this.previous) && !isPunct(this.previous, '>') && !isPunct(this.previous, '>>')
        );
      default:
        return this.angles > 0;
    }
  }

  private mayHoldValue(): boolean {
    return this.form !== 'type' && this.form !== 'pattern' && this.form !== 'signature';
  }

  private readComma(): void {
    if (this.position === 'type' && this.angles > 0) return;
    this.angles = 0;
    if (this.inCast) this.endCast();
    if (this.inClosureParameters) this.position = 'pattern';
    else if (this.form === 'arms' && !this.beforeArrow) this.beginArm();
    else if (this.form !== 'statements') this.position = this.base;
  }

  private readBar(): void {
    if (this.inClosureParameters) {
      this.inClosureParameters = false;
      this.position = 'expression';
    } else if (this.position === 'expression' && !this.endsOperand(this.previous)) {
      this.inClosureParameters = true;
      this.position = 'pattern';
    }
    if (this.inCast) this.endCast();
  }

  private endsOperand(token: TokenTree | undefined): boolean {
    switch (token?.kind) {
      case 'ident':
        return token.raw || valueWords.has(token.text) || !isReservedWord(token.text);
      case 'punct':
        return token.text === '?';
      case 'literal':
        return true;
      case 'group':
        // After a block that is a statement of its own a closure may begin.
        return this.index !== this.start;
      default:
        return false;
    }
  }

  private endCast(): void {
    this.inCast = false;
    this.position = 'expression';
  }

  private beginStatement(start: number): void {
    this.start = start;
    this.angles = 0;
    this.endsWithBlock = false;
    this.inCast = false;
    this.inClosureParameters = false;
    this.behindArguments = undefined;
  }

  private beginArm(): void {
    this.beforeArrow = true;
    this.position = 'pattern';
    this.beginStatement(this.index + 1);
  }

  private readCall(): void {
    const call = macroCallAt(this.tokens, this.index, this.range.start);
    if (!call) return;
    const isStatement = this.form === 'statements' && call.start === this.start && this.endsStatement(call);
    this.visitor.call(call, this.range, isStatement ? 'statement' : this.position);
    this.index = call.end - 1;
    if (call.start === this.start && call.group.delimiter === 'brace') this.afterBlock(true);
  }

  /**
   * Whether a call at the beginning of a statement is the whole of it (rustc_parse: Parser::parse_stmt_mac): it is with a semicolon behind it or, in
   * braces, unless a method or `?` follows. Without either it is the value of its block.
   */
  private endsStatement(call: MacroCall): boolean {
    const after = call.end < this.range.end ? this.tokens[call.end] : undefined;
    if (call.group.delimiter === 'brace') return !isPunct(after, '.') && !isPunct(after, '?');
    return isPunct(after, ';') || (after === undefined && this.range.endsStream === true);
  }

  private readAttribute(): void {
    const attribute = outlineAttribute(this.tokens, this.index);
    if (!attribute || attribute.end > this.range.end) return;
    this.visitor.attribute(attribute, this.range);
    if (this.index === this.start) this.start = attribute.end;
    this.index = attribute.end - 1;
  }

  private readGroup(group: Group): void {
    if (group.delimiter === 'invisible') this.readFragment(group);
    else if (group.delimiter === 'brace') this.readBrace(group);
    else this.visitor.nested(group.tokens, this.nestedForm(group));
  }

  private readFragment(group: Group): void {
    switch (group.fragment) {
      case 'vis':
      case 'literal':
      case 'meta':
        return;
      case 'stmt':
      case 'item':
        this.visitor.block(group.tokens);
        return;
      case 'ty':
      case 'path':
        this.visitor.nested(group.tokens, this.position === 'pattern' ? 'pattern' : 'type');
        return;
      case 'pat':
      case 'pat_param':
        this.visitor.nested(group.tokens, 'pattern');
        return;
      default:
        this.visitor.nested(group.tokens, this.position);
    }
  }

  private nestedForm(group: Group): CodeForm {
    if (this.form === 'signature' && group.delimiter === 'paren') return 'parameters';
    return this.position;
  }

  private readBrace(group: Group): void {
    const { visitor, previous } = this;
    if (this.position === 'pattern') {
      visitor.nested(group.tokens, 'pattern');
      return;
    }
    if (this.form === 'fields' && this.position === 'type' && previous?.kind === 'ident') {
      visitor.nested(group.tokens, 'fields');
      return;
    }
    if (this.behindArguments) {
      visitor.block(group.tokens);
      return;
    }
    if (this.position === 'type') this.position = this.base;
    this.inCast = false;
    if (group.tokens.some((token) => isPunct(token, '=>'))) visitor.nested(group.tokens, 'arms');
    else visitor.block(group.tokens);
    const isCondition = ['if', 'while', 'match', 'in'].some((word) => isWord(previous, word));
    this.afterBlock(!isCondition && (this.endsWithBlock || this.index === this.start));
  }

  /** Behind a brace that may have ended the statement or arm. */
  private afterBlock(mayEnd: boolean): void {
    const { next } = this;
    if (!mayEnd || isPunct(next, '.') || isPunct(next, '?') || isWord(next, 'else')) return;
    if (this.form === 'statements') {
      this.position = this.base;
      this.beginStatement(this.index + 1);
    } else if (this.form === 'arms' && !this.beforeArrow && !isPunct(next, ',')) this.beginArm();
  }
}

function basePosition(form: CodeForm): CodePosition {
  switch (form) {
    case 'statements':
    case 'expression':
      return 'expression';
    case 'arms':
    case 'pattern':
    case 'parameters':
      return 'pattern';
    case 'type':
    case 'fields':
    case 'signature':
      return 'type';
  }
}
