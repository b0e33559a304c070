/** Items (rustc_parse/src/parser/item.rs; Reference, "Items"). */
import { skipInnerAttributes, skipOuterAttributes } from './attributes';
import { canBeginType, fragmentOf, isPathStart } from './beginnings';
import { parseEnum, parseStruct, parseUnion } from './dataTypes';
import { parseExpression } from './expressions';
import { isUnsafeExternBlock, parseAbi, parseFunction } from './functions';
import { choosesGenerics, parseGenerics, parseWhereClause } from './generics';
import type { Parser } from './parser';
import { isImportCoupler, isPathType, parsePath, parsePathSegments, parseQualifiedPath } from './paths';
import { parseBlock } from './statements';
import { beginsFunctionType, parseBounds, parseType } from './types';
import { parseVisibility } from './visibility';
import type { TokenTree } from '../token';
import { isFreeIdent, isPathSegmentKeyword, isPunct, isWord } from './words';

interface ItemContext {
  /** In a block a macro call is no item but a statement. `associated`: in a trait or an impl. `foreign`: in an extern block. */
  readonly place: 'module' | 'block' | 'associated' | 'foreign';
  /** Whether parameters of functions need names. */
  readonly namesRequired: boolean;
}

const moduleContext: ItemContext = { place: 'module', namesRequired: true };

/** An item with its attributes. Returns false when none begins here. */
export function parseItem(p: Parser, context: ItemContext = moduleContext): boolean {
  const start = p.index;
  const attributes = skipOuterAttributes(p);
  if (parseItemAfterAttributes(p, start, context)) return true;
  if (attributes) p.fail('expected item after attributes');
  return false;
}

/** An item whose attributes, from `start` on, are behind. Returns false, without having moved, when none begins here. */
export function parseItemAfterAttributes(p: Parser, start: number, context: ItemContext): boolean {
  if (fragmentOf(p.peek()) === 'item') {
    p.bump();
    p.foundItem(start);
    return true;
  }
  const begin = p.index;
  const visible = parseVisibility(p, false);
  const next = p.peek(1);
  const isDefault = p.isWord('default') && next?.kind === 'ident' && !next.raw && next.text !== 'as';
  if (isDefault) p.bump();
  if (parseItemKind(p, context, visible, isDefault)) {
    p.foundItem(start);
    return true;
  }
  if (isDefault) p.fail('`default` is not followed by an item');
  if (visible) p.fail(`visibility \`${p.textSince(begin)}\` is not followed by an item`);
  return false;
}

/** Items of a module, as far as the current group reaches. */
export function parseItems(p: Parser): void {
  while (!p.atEnd) if (!parseItem(p)) p.expected('item');
}

function parseItemKind(p: Parser, context: ItemContext, visible: boolean, isDefault: boolean): boolean {
  const token = p.peek();
  if (beginsFunctionType(p, true)) {
    parseFunction(p, context.namesRequired ? 'required' : 'optionalNames');
    return true;
  }
  if (token?.kind === 'ident' && !token.raw) {
    const next = p.peek(1);
    if (parseKeywordItem(p, token.text)) {
      const word =
        (token.text === 'unsafe' || token.text === 'safe') && next?.kind === 'ident' ? next.text : token.text;
      checkPlace(p, word, context);
      if (isDefault) refuseDefault(p, word, next);
      if (visible && word === 'macro_rules') p.fail("can't qualify macro_rules invocation with `pub`");
      return true;
    }
  }
  if (context.place === 'block' || !isPathStart(token, p.edition)) return false;
  const index = p.index;
  parsePath(p, 'module');
  p.expectPunct('!');
  const argument = p.macroArgument(index, 'item');
  if (visible) p.fail("can't qualify macro invocation with `pub`");
  if (isDefault) p.fail('an item macro invocation cannot be `default`');
  if (argument.delimiter !== 'brace' && !p.eatPunct(';'))
    p.fail('macros that expand to items must be delimited with braces or followed by a semicolon');
  return true;
}

/** Refuses `default` before anything but what an impl for specialization may hold, and that impl itself. */
function refuseDefault(p: Parser, word: string, next: TokenTree | undefined): void {
  const noun = isWord(next, 'crate') ? 'an extern crate' : itemNouns[word];
  if (noun !== undefined) p.fail(`${noun} cannot be \`default\``);
}

const itemNouns: Readonly<Record<string, string>> = {
  struct: 'a struct',
  mod: 'a module',
  use: 'a `use` import',
  static: 'a static item',
  enum: 'an enum',
  trait: 'a trait',
  auto: 'a trait',
  union: 'a union',
  extern: 'an extern block',
  macro: 'a macro definition',
  macro_rules: 'a macro definition',
};

const placedNouns: Readonly<Record<string, string>> = {
  use: '`use` import',
  extern: 'extern block',
  impl: 'implementation',
  mod: 'module',
  macro: 'macro definition',
  macro_rules: 'macro definition',
};

/** Refuses items that cannot stand in a trait, an impl or an extern block. Functions and macro calls may stand everywhere. */
function checkPlace(p: Parser, word: string, { place }: ItemContext): void {
  if (place === 'associated' && !['const', 'type', 'reuse'].includes(word))
    p.fail(
      word === 'static'
        ? 'associated `static` items are not allowed'
        : `${placedNouns[word] ?? word} is not supported in \`trait\`s or \`impl\`s`,
    );
  if (place === 'foreign' && !['static', 'type', 'reuse'].includes(word))
    p.fail(
      word === 'const'
        ? 'extern items cannot be `const`'
        : `${placedNouns[word] ?? word} is not supported in \`extern\` blocks`,
    );
}

/** An item that begins with this word. Returns false, without having moved, when the word begins none. */
function parseKeywordItem(p: Parser, word: string): boolean {
  switch (word) {
    case 'use':
      p.bump();
      parseUseTree(p);
      p.expectPunct(';');
      return true;
    case 'extern':
      p.bump();
      if (p.eatWord('crate')) parseExternCrate(p);
      else parseExternBlock(p);
      return true;
    case 'unsafe':
      return parseUnsafeItem(p);
    case 'safe':
      if (!p.isWord('static', 1)) return false;
      p.bump();
      p.bump();
      parseStatic(p);
      return true;
    case 'static': {
      const next = p.peek(1);
      if (isWord(next, 'move') || isPunct(next, '|') || isPunct(next, '||')) return false;
      p.bump();
      parseStatic(p);
      return true;
    }
    case 'const':
      return parseConst(p);
    case 'trait':
      parseTrait(p);
      return true;
    case 'auto':
      if (!p.isWord('trait', 1)) return false;
      parseTrait(p);
      return true;
    case 'impl':
      parseImpl(p);
      return true;
    case 'reuse':
      return parseDelegation(p);
    case 'mod':
      p.bump();
      p.expectIdent();
      if (p.eatPunct(';')) return true;
      p.expectGroup('brace', () => {
        skipInnerAttributes(p);
        parseItems(p);
      });
      return true;
    case 'type':
      p.bump();
      parseTypeAlias(p);
      return true;
    case 'enum':
      p.bump();
      parseEnum(p);
      return true;
    case 'struct':
      p.bump();
      parseStruct(p);
      return true;
    case 'union':
      if (!isFreeIdent(p.peek(1), p.edition)) return false;
      p.bump();
      parseUnion(p);
      return true;
    case 'macro':
      p.bump();
      parseDeclarativeMacro(p);
      return true;
    case 'macro_rules':
      return parseMacroRules(p);
    default:
      return false;
  }
}

/** Whether an item begins whose first word is an identifier, so that it looks like a path. */
export function beginsPathLikeItem(p: Parser): boolean {
  const token = p.peek();
  if (token?.kind !== 'ident' || token.raw) return false;
  const next = p.peek(1);
  switch (token.text) {
    case 'union':
      return isFreeIdent(next, p.edition);
    case 'reuse':
      return isPathStart(next, p.edition) && !isPunct(next, '::');
    case 'auto':
      return isWord(next, 'trait');
    case 'async':
      return isWord(next, 'fn');
    case 'macro_rules':
      return next?.kind === 'ident' || (isPunct(next, '!') && p.peek(2)?.kind === 'ident');
    default:
      return false;
  }
}

function parseUnsafeItem(p: Parser): boolean {
  const next = p.peek(1);
  if (isUnsafeExternBlock(p)) {
    p.bump();
    p.bump();
    parseExternBlock(p);
    return true;
  }
  if (next?.kind !== 'ident' || next.raw) return false;
  switch (next.text) {
    case 'static':
      p.bump();
      p.bump();
      parseStatic(p);
      return true;
    case 'trait':
    case 'auto':
      p.bump();
      parseTrait(p, 'unsafe');
      return true;
    case 'impl':
      p.bump();
      parseImpl(p);
      return true;
    case 'mod':
      p.bump();
      return parseKeywordItem(p, 'mod');
    default:
      return false;
  }
}

function parseUseTree(p: Parser): void {
  p.enter();
  if (p.isGroup('brace') || p.isPunct('*') || isImportCoupler(p)) {
    p.eatPunct('::');
    parseUseLeaves(p);
  } else {
    parsePath(p, 'module');
    if (p.eatPunct('::')) parseUseLeaves(p);
    else parseRename(p);
  }
  p.leave();
}

function parseUseLeaves(p: Parser): void {
  if (p.eatPunct('*')) return;
  p.expectGroup('brace', () => p.commaSeparated(parseUseTree));
}

/** `as name`, if there. */
function parseRename(p: Parser): void {
  if (p.eatWord('as') && !p.eatWord('_')) p.expectIdent();
}

function parseExternCrate(p: Parser): void {
  if (!p.eatWord('self')) p.expectIdent();
  parseRename(p);
  p.expectPunct(';');
}

/** After `extern`. */
function parseExternBlock(p: Parser): void {
  parseAbi(p);
  parseItemList(p, { place: 'foreign', namesRequired: true });
}

/** The braces of a trait, an impl or an extern block. */
function parseItemList(p: Parser, context: ItemContext): void {
  if (p.isPunct(';')) p.expected('`{}`');
  p.expectGroup('brace', () => {
    skipInnerAttributes(p);
    while (!p.atEnd) if (!parseItem(p, context)) p.fail('non-item in item list');
  });
}

/** After `static`. */
function parseStatic(p: Parser): void {
  p.eatWord('mut');
  p.expectIdent();
  if (!p.eatPunct(':')) p.fail('missing type for `static` item');
  parseType(p, { plus: true });
  if (p.eatPunct('=')) parseExpression(p);
  p.expectPunct(';');
}

function parseConst(p: Parser): boolean {
  const next = p.peek(1);
  // Traits that can be used in constants (unstable), as later versions of rustc spell them.
  const ahead = isWord(next, 'unsafe') || isWord(next, 'auto') ? 2 : 1;
  if (p.isWord('trait', ahead) || p.isWord('impl', ahead)) {
    p.bump();
    if (p.eatWord('unsafe')) p.eatWord('auto');
    if (p.isWord('impl')) parseImpl(p);
    else parseTrait(p);
    return true;
  }
  // A block, or a closure.
  if (next?.kind === 'group' || next?.kind === 'punct' || isWord(next, 'move') || isWord(next, 'static'))
    return false;
  p.bump();
  if (!p.eatWord('_')) p.expectIdent();
  parseGenerics(p);
  if (!p.eatPunct(':')) p.fail('missing type for `const` item');
  parseType(p, { plus: true });
  if (p.eatPunct('=')) parseExpression(p);
  parseWhereClause(p);
  p.expectPunct(';');
  return true;
}

/** `qualifier`: the word before that an alias cannot have. */
function parseTrait(p: Parser, outerQualifier?: 'unsafe'): void {
  const qualifier = p.eatWord('auto') ? 'auto' : outerQualifier;
  p.expectWord('trait');
  p.expectIdent();
  parseGenerics(p);
  const bounded = p.eatPunct(':');
  if (bounded) parseBounds(p, true);
  if (p.eatPunct('=')) {
    if (qualifier !== undefined) p.fail(`trait aliases cannot be \`${qualifier}\``);
    if (bounded) p.fail('bounds are not allowed on trait aliases');
    parseBounds(p, true);
    parseWhereClause(p);
    p.expectPunct(';');
    return;
  }
  parseWhereClause(p);
  parseItemList(p, { place: 'associated', namesRequired: p.edition >= 2018 });
}

function parseImpl(p: Parser): void {
  p.expectWord('impl');
  if (choosesGenerics(p, 0)) parseGenerics(p);
  p.eatWord('const');
  if (p.isPunct('!') && canBeginType(p.peek(1), p.edition)) p.bump();
  const first = p.peek();
  const isPath = first?.kind === 'group' && first.fragment === 'ty' && isPathType(first.tokens, p.edition);
  const shape = parseType(p, { plus: true });
  if (p.eatWord('for')) {
    if (shape !== 'segment' && shape !== 'path' && !isPath) p.fail('expected a trait, found type');
    if (!p.eatPunct('..')) parseType(p, { plus: true });
  }
  parseWhereClause(p);
  parseItemList(p, { place: 'associated', namesRequired: true });
}

/** After `type`. */
function parseTypeAlias(p: Parser): void {
  p.expectIdent();
  parseGenerics(p);
  if (p.eatPunct(':')) parseBounds(p, true);
  parseWhereClause(p);
  if (p.eatPunct('=')) parseType(p, { plus: true });
  parseWhereClause(p);
  p.expectPunct(';');
}

/** `reuse path as name;` (unstable). */
function parseDelegation(p: Parser): boolean {
  const next = p.peek(1);
  if (!isPathStart(next, p.edition) || isPunct(next, '::')) return false;
  p.bump();
  if (p.eatSplit('<')) parseQualifiedPath(p, 'expression');
  else parsePathSegments(p, 'expression');
  if (p.eatPunct('::')) {
    if (!p.eatPunct('*'))
      p.expectGroup('brace', () =>
        p.commaSeparated(() => {
          if (isPathSegmentKeyword(p.peek())) p.bump();
          else p.expectIdent();
          parseRename(p);
        }),
      );
  } else parseRename(p);
  if (!p.eatPunct(';')) parseBlock(p, false);
  return true;
}

/** After `macro`. */
function parseDeclarativeMacro(p: Parser): void {
  p.expectIdent();
  if (p.isGroup('paren')) p.bump();
  if (!p.isGroup('brace')) p.expected('one of `(` or `{`');
  p.bump();
}

function parseMacroRules(p: Parser): boolean {
  if (p.peek(1)?.kind === 'ident') p.fail('expected `!` after `macro_rules`');
  if (!p.isPunct('!', 1) || p.peek(2)?.kind !== 'ident') return false;
  p.bump();
  p.bump();
  p.expectIdent();
  const body = p.peek();
  if (body?.kind !== 'group' || body.delimiter === 'invisible') return p.expected('one of `(`, `[`, or `{`');
  p.bump();
  if (body.delimiter !== 'brace' && !p.eatPunct(';'))
    p.fail('macros that expand to items must be delimited with braces or followed by a semicolon');
  return true;
}
