/**
 * Splits a list of token trees into items without looking into their bodies: what name resolution needs of a file.
 *
 * Invariants
 * - Never throws and never loses a token: the outlines lie side by side and cover the whole list.
 * - Linear in the number of tokens at the outermost level, whatever the tokens are.
 * - Code that is no item (a half-typed line, a statement) becomes an `unknown` outline that ends where the next item begins.
 */
import { angleChange } from './angles';
import { isReservedWord } from './keywords';
import { outlineAttribute, readPath, type AttributeOutline, type PathOutline } from './attributeOutline';
import { isPunct, isWord } from './parser/words';
import type { Group, Ident, TokenTree } from './token';

export {
  attributeContent,
  outlineAttribute,
  type AttributeOutline,
  type PathOutline,
} from './attributeOutline';

export type ItemKeyword =
  | 'fn'
  | 'struct'
  | 'enum'
  | 'union'
  | 'trait'
  | 'trait alias'
  | 'impl'
  | 'mod'
  | 'use'
  | 'extern crate'
  | 'extern block'
  | 'const'
  | 'static'
  | 'type'
  | 'macro_rules'
  | 'macro'
  | 'macro call'
  /** An `item` fragment of a macro: one invisible group, which is the `body`. Outline its tokens to see the item. */
  | 'fragment'
  /** Inner attributes and inner doc comments (`#![no_std]`, `//!`). They belong to whatever holds the list. */
  | 'inner attributes'
  | 'unknown';

/** Indices point into the outlined list; `end` is exclusive. */
export interface ItemOutline {
  /** The first token, attributes included. */
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly AttributeOutline[];
  /** The range of `pub`, `pub(…)`, `crate` or a `vis` fragment; empty (`start === end`) without one. */
  readonly visibility: { readonly start: number; readonly end: number };
  readonly keyword: ItemKeyword;
  /** Index of the first token after attributes, visibility and words such as `unsafe` and `async`: the keyword itself. */
  readonly keywordIndex: number;
  /** The name; `const _` has the identifier `_`. Undefined for `impl`, `use`, extern blocks, macro calls, and where it is missing. */
  readonly name: Ident | undefined;
  /**
   * `{…}` of a function, trait, impl, module, extern block; the fields of a struct, `(…)` too; the variants of an enum; the rules of a
   * `macro_rules!` or `macro`; the argument of a macro call.
   */
  readonly body: Group | undefined;
  /** For a macro call: the path before the `!`. */
  readonly macroPath: PathOutline | undefined;
}

/**
 * The items of a file, of the body of a module, trait, impl or extern block, of the statements of a block, or of a macro's output, in order.
 */
export function outlineItems(tokens: readonly TokenTree[]): readonly ItemOutline[] {
  const known = longLists.get(tokens);
  if (known) return known;
  const items: ItemOutline[] = [];
  let index = 0;
  while (index < tokens.length) {
    const item = new OutlineReader(tokens, index).read();
    items.push(item);
    index = item.end;
  }
  if (tokens.length >= longList) longLists.set(tokens, items);
  return items;
}

/** Name resolution and the search for calls ask for the same lists: those of files and large modules are kept for as long as their tokens are. */
const longLists = new WeakMap<readonly TokenTree[], readonly ItemOutline[]>();
const longList = 200;

/** Words that may stand before the keyword of an item. `extern` may have an ABI string after it. */
const modifiers = new Set(['const', 'async', 'unsafe', 'safe', 'gen', 'default', 'auto', 'extern']);
/** Modifiers that are identifiers elsewhere: they modify only when another item word follows. */
const contextualModifiers = new Set(['safe', 'gen', 'default', 'auto', 'async']);
const itemWords = new Set([
  ...['fn', 'struct', 'enum', 'union', 'trait', 'impl', 'mod', 'use', 'static', 'type', 'macro'],
  ...modifiers,
]);

/** Behind these, `const` is part of a type, of generic parameters, or of an expression. */
const notBeforeItem = new Set(['*', '~', '|', '+', ':', ',', '<']);

class OutlineReader {
  private readonly start: number;
  private index: number;

  constructor(
    private readonly tokens: readonly TokenTree[],
    start: number,
  ) {
    this.start = start;
    this.index = start;
  }

  read(): ItemOutline {
    const attributes = this.readAttributes();
    if (attributes.length > 0 && attributes[0]?.inner) {
      const none = { start: this.index, end: this.index };
      return this.finish('inner attributes', attributes, none, this.index);
    }
    const visibility = this.readVisibility();
    const token = this.peek();
    if (token?.kind === 'group' && token.delimiter === 'invisible') {
      if (token.fragment === 'item' || (token.fragment === undefined && !this.beginsMacroCall())) {
        this.index++;
        return this.finish('fragment', attributes, visibility, this.index - 1, undefined, token);
      }
    }
    this.skipModifiers();
    const keywordIndex = this.index;
    return this.readKeyword(attributes, visibility) ?? this.unknown(attributes, visibility, keywordIndex);
  }

  private readKeyword(
    attributes: readonly AttributeOutline[],
    visibility: ItemOutline['visibility'],
  ): ItemOutline | undefined {
    const at = this.index;
    const token = this.peek();
    const done = (keyword: ItemKeyword, name?: Ident, body?: Group, path?: PathOutline) =>
      this.finish(keyword, attributes, visibility, at, name, body, path);

    if (token?.kind === 'ident' && !token.raw) {
      const next = this.peek(1);
      switch (token.text) {
        case 'fn':
          return next?.kind === 'ident' ? done('fn', this.nameAfter(1), this.skipSignature()) : undefined;
        case 'struct':
        case 'enum':
          return done(token.text, this.nameAfter(1), this.skipSignature(token.text === 'struct'));
        case 'union':
          if (next?.kind !== 'ident') break;
          return done('union', this.nameAfter(1), this.skipSignature());
        case 'trait': {
          const name = this.nameAfter(1);
          const from = this.index;
          const body = this.skipSignature();
          const alias = !body && this.tokens.slice(from, this.index).some((each) => isPunct(each, '='));
          return done(alias ? 'trait alias' : 'trait', name, body);
        }
        case 'impl':
          this.index++;
          return done('impl', undefined, this.skipSignature());
        case 'mod':
          return done('mod', this.nameAfter(1), this.skipSignature());
        case 'use':
          this.index++;
          this.skipToSemicolon();
          return done('use');
        case 'static':
          if (next?.kind !== 'ident') return undefined;
          return this.skipTo(done, 'static', this.nameAfter(isWord(next, 'mut') ? 2 : 1));
        case 'const':
          if (next?.kind !== 'ident') return undefined;
          return this.skipTo(done, 'const', this.nameAfter(isWord(next, 'mut') ? 2 : 1));
        case 'type':
          return this.skipTo(done, 'type', this.nameAfter(1));
        case 'extern':
          return this.readExtern(done);
        case 'macro': {
          if (next?.kind !== 'ident') break;
          const name = this.nameAfter(1);
          return done('macro', name, this.skipSignature());
        }
        case 'macro_rules': {
          const name = this.peek(2);
          const body = this.peek(3);
          if (!isPunct(next, '!') || name?.kind !== 'ident' || body?.kind !== 'group') break;
          this.index += 4;
          this.skipSemicolonAfter(body);
          return done('macro_rules', name, body);
        }
      }
    }
    const path = readPath(this.tokens, this.index);
    const body = this.tokens[path.end + 1];
    if (path.segments.length === 0 || !isPunct(this.tokens[path.end], '!')) return undefined;
    if (body?.kind !== 'group' || body.delimiter === 'invisible') return undefined;
    this.index = path.end + 2;
    this.skipSemicolonAfter(body);
    return done('macro call', undefined, body, { global: path.global, segments: path.segments });
  }

  private skipTo(
    done: (keyword: ItemKeyword, name?: Ident) => ItemOutline,
    keyword: ItemKeyword,
    name: Ident | undefined,
  ): ItemOutline {
    this.skipToSemicolon();
    return done(keyword, name);
  }

  private readExtern(
    done: (keyword: ItemKeyword, name?: Ident, body?: Group) => ItemOutline,
  ): ItemOutline | undefined {
    if (isWord(this.peek(1), 'crate')) {
      const name = this.nameAfter(2);
      this.skipToSemicolon();
      return done('extern crate', name);
    }
    const abi = this.peek(1);
    const body = this.peek(isAbi(abi) ? 2 : 1);
    if (body?.kind !== 'group' || body.delimiter !== 'brace') return undefined;
    this.index += isAbi(abi) ? 3 : 2;
    return done('extern block', undefined, body);
  }

  /** Attributes of one kind: a run of inner ones, or a run of outer ones. */
  private readAttributes(): AttributeOutline[] {
    const attributes: AttributeOutline[] = [];
    for (;;) {
      const attribute = outlineAttribute(this.tokens, this.index);
      const first = attributes[0] ?? attribute;
      if (!attribute || attribute.inner !== first?.inner) return attributes;
      attributes.push(attribute);
      this.index = attribute.end;
    }
  }

  private readVisibility(): ItemOutline['visibility'] {
    const start = this.index;
    const token = this.peek();
    const next = this.peek(1);
    if (token?.kind === 'group' && token.fragment === 'vis') this.index++;
    else if (isWord(token, 'crate') && !isPunct(next, '::') && !isPunct(next, '!')) this.index++;
    else if (isWord(token, 'pub')) {
      this.index++;
      if (next?.kind === 'group' && next.delimiter === 'paren') this.index++;
    }
    return { start, end: this.index };
  }

  /** Moves over `unsafe`, `async`, `extern "C"` … as far as a keyword of an item follows them. */
  private skipModifiers(): void {
    for (;;) {
      const token = this.peek();
      if (token?.kind !== 'ident' || token.raw || !modifiers.has(token.text)) return;
      const next = this.peek(1);
      if (token.text === 'extern') {
        const abi = isAbi(next) ? 1 : 0;
        if (!isWord(this.peek(1 + abi), 'fn')) return;
        this.index += 1 + abi;
        continue;
      }
      // `const NAME` is an item of its own; `const fn`, `const unsafe fn` and `const trait` are not.
      if (next?.kind !== 'ident' || next.raw || !itemWords.has(next.text)) {
        if (!isMacroRules(this.tokens, this.index + 1)) return;
      }
      // `const auto: u8 = 0` and `default union: …`: the word after is a name when no further word of an item follows it.
      if (token.text === 'const' && isContextual(next) && !this.isItemWord(2)) return;
      if (contextualModifiers.has(token.text) && isPunct(next, '!')) return;
      this.index++;
    }
  }

  private isItemWord(ahead: number): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'ident' && !token.raw && itemWords.has(token.text);
  }

  /** Moves over the keyword and, if there is one, the name after it. */
  private nameAfter(words: number): Ident | undefined {
    const name = this.peek(words);
    this.index = Math.min(this.index + words, this.tokens.length);
    if (name?.kind !== 'ident' || (!name.raw && name.text !== '_' && isReservedWord(name.text)))
      return undefined;
    this.index++;
    return name;
  }

  /**
   * Moves behind the body of an item, or behind its semicolon, or to the next item when both are missing. Returns the body.
   * A brace in generic arguments (`Foo<{ N }>`) is no body.
   */
  private skipSignature(tupleBody = false): Group | undefined {
    let angles = 0;
    let tuple: Group | undefined;
    const from = this.index;
    for (; this.index < this.tokens.length; this.index++) {
      const token = this.peek();
      if (token?.kind === 'punct') {
        if (token.text === ';') {
          this.index++;
          return tuple;
        }
        angles = Math.max(0, angles + angleChange(token.text));
      } else if (token?.kind === 'group') {
        const isBlock = token.delimiter === 'brace' || token.fragment === 'block';
        if (isBlock && !(angles > 0 && this.followsArgumentStart())) {
          this.index++;
          return token;
        }
        if (tupleBody && token.delimiter === 'paren' && angles === 0) tuple ??= token;
      } else if (this.beginsItem(angles === 0 && !isWord(this.tokens[from - 1], 'impl'))) {
        return tuple;
      }
    }
    return tuple;
  }

  private followsArgumentStart(): boolean {
    const before = this.tokens[this.index - 1];
    return before?.kind === 'punct' && /^(<|<<|,|=)$/.test(before.text);
  }

  /** Moves behind the next semicolon, or to the next item when it is missing. */
  private skipToSemicolon(): void {
    for (; this.index < this.tokens.length; this.index++) {
      if (isPunct(this.peek(), ';')) {
        this.index++;
        return;
      }
      if (this.beginsItem(true)) return;
    }
  }

  private skipSemicolonAfter(group: Group): void {
    if (group.delimiter !== 'brace' && isPunct(this.peek(), ';')) this.index++;
  }

  /** Whether an item certainly begins at the current token, which stands in the middle of something else. */
  private beginsItem(constAllowed: boolean): boolean {
    const token = this.peek();
    if (token?.kind !== 'ident' || token.raw) return false;
    const before = this.tokens[this.index - 1];
    const next = this.peek(1);
    switch (token.text) {
      case 'struct':
      case 'enum':
      case 'trait':
      case 'mod':
      case 'type':
      case 'fn':
        return next?.kind === 'ident';
      case 'static':
      case 'const':
        return (
          constAllowed &&
          next?.kind === 'ident' &&
          next.text !== 'move' &&
          !(before?.kind === 'punct' && notBeforeItem.has(before.text)) &&
          !isWord(before, 'raw') &&
          !isWord(before, 'impl')
        );
      case 'use':
        return next?.kind === 'ident' || isPunct(next, '::');
      case 'pub':
        return true;
      case 'extern':
        return isWord(next, 'crate');
      case 'impl':
        // Only after a semicolon or a body can `impl` begin an item; elsewhere it is a type.
        return before?.kind === 'group' && before.delimiter === 'brace';
      case 'macro_rules':
        return isMacroRules(this.tokens, this.index);
      default:
        return false;
    }
  }

  /** Everything up to the next semicolon or item. */
  private unknown(
    attributes: readonly AttributeOutline[],
    visibility: ItemOutline['visibility'],
    keywordIndex: number,
  ): ItemOutline {
    this.index = Math.max(keywordIndex, this.index);
    if (this.index === this.start || this.index === keywordIndex) this.index++;
    while (this.index < this.tokens.length) {
      const before = this.tokens[this.index - 1];
      if (isPunct(before, ';') || this.beginsItem(true)) break;
      if (before?.kind === 'group' && before.delimiter === 'brace' && this.beginsAnything()) break;
      this.index++;
    }
    this.index = Math.min(this.index, this.tokens.length);
    return this.finish('unknown', attributes, visibility, keywordIndex);
  }

  /** After a brace: whether an attribute, a modifier or a macro call begins. */
  private beginsAnything(): boolean {
    const token = this.peek();
    if (token?.kind === 'docComment') return true;
    if (isPunct(token, '#')) return outlineAttribute(this.tokens, this.index) !== undefined;
    if (token?.kind !== 'ident' || token.raw) return token?.kind === 'ident' && this.beginsMacroCall();
    if (token.text === 'union' && this.peek(1)?.kind === 'ident') return true;
    if (token.text !== 'union' && itemWords.has(token.text)) return true;
    return token.text === 'let' || this.beginsMacroCall();
  }

  private beginsMacroCall(): boolean {
    const path = readPath(this.tokens, this.index);
    return path.segments.length > 0 && isPunct(this.tokens[path.end], '!');
  }

  private peek(ahead = 0): TokenTree | undefined {
    return this.tokens[this.index + ahead];
  }

  private finish(
    keyword: ItemKeyword,
    attributes: readonly AttributeOutline[],
    visibility: ItemOutline['visibility'],
    keywordIndex: number,
    name?: Ident,
    body?: Group,
    macroPath?: PathOutline,
  ): ItemOutline {
    const { start, index: end } = this;
    return { start, end, attributes, visibility, keyword, keywordIndex, name, body, macroPath };
  }
}

function isMacroRules(tokens: readonly TokenTree[], index: number): boolean {
  return (
    isWord(tokens[index], 'macro_rules') &&
    isPunct(tokens[index + 1], '!') &&
    tokens[index + 2]?.kind === 'ident'
  );
}

function isContextual(token: TokenTree | undefined): boolean {
  return (
    token?.kind === 'ident' && !token.raw && (contextualModifiers.has(token.text) || token.text === 'union')
  );
}

function isAbi(token: TokenTree | undefined): boolean {
  if (token?.kind === 'literal') return token.literal === 'string' || token.literal === 'rawString';
  return token?.kind === 'group' && token.fragment === 'literal';
}
