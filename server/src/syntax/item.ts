/** A struct, enum or union, taken apart as far as derives need it. */
import { outlineAttribute, type AttributeOutline } from './itemOutline';
import { fragmentOf } from './parser/beginnings';
import { parseExpression } from './parser/expressions';
import { attempt, ParseFailure, Parser } from './parser/parser';
import { parseConstArgument } from './parser/paths';
import { parseBounds, parseType } from './parser/types';
import { parseVisibility } from './parser/visibility';
import { parsePredicate } from './parser/generics';
import { skipOuterAttributes } from './parser/attributes';
import { TokenCursor } from './tokenCursor';
import type { Edition, Group, Ident, Lifetime, TokenTree } from './token';

/** An outer attribute or doc comment. */
export interface ItemAttribute {
  /** The whole attribute: `#` and the brackets, or the doc comment. */
  readonly tokens: readonly TokenTree[];
  /** Its path, arguments and value; its indices point into `tokens`. */
  readonly outline: AttributeOutline;
}

export interface GenericParameter {
  readonly kind: 'lifetime' | 'type' | 'const';
  readonly attributes: readonly ItemAttribute[];
  readonly name: Ident | Lifetime;
  /** What stands after the colon: bounds, or the type of a const parameter. Empty without colon. */
  readonly bounds: readonly TokenTree[];
  /** What stands after `=`; undefined without it. */
  readonly default: readonly TokenTree[] | undefined;
}

/** How a struct or variant is written: `S;`, `S(…)`, `S { … }`. */
export type FieldsShape = 'unit' | 'tuple' | 'named';

export interface Field {
  readonly attributes: readonly ItemAttribute[];
  readonly visibility: readonly TokenTree[];
  /** Undefined in a tuple. */
  readonly name: Ident | undefined;
  readonly type: readonly TokenTree[];
}

export interface Variant {
  readonly attributes: readonly ItemAttribute[];
  readonly name: Ident;
  readonly shape: FieldsShape;
  readonly fields: readonly Field[];
  /** What stands after `=`; undefined without it. */
  readonly discriminant: readonly TokenTree[] | undefined;
}

export interface Item {
  readonly kind: 'struct' | 'enum' | 'union';
  readonly attributes: readonly ItemAttribute[];
  /** `pub(crate)`, a `vis` fragment, or empty. */
  readonly visibility: readonly TokenTree[];
  readonly name: Ident;
  readonly generics: readonly GenericParameter[];
  /** The predicates of the where clause, without commas. */
  readonly predicates: readonly (readonly TokenTree[])[];
  /** Of a struct or union; `unit` for an enum. */
  readonly shape: FieldsShape;
  /** Of a struct or union; empty for an enum. */
  readonly fields: readonly Field[];
  /** Of an enum; empty otherwise. */
  readonly variants: readonly Variant[];
}

/**
 * Takes apart the struct, enum or union that the tokens are, with its attributes. Undefined when they are something else, or malformed.
 * An `item` fragment is looked into. Invisible groups that procedural macros made vanish.
 */
export function parseItem(tokens: readonly TokenTree[], edition: Edition): Item | undefined {
  const parser = new Parser(new TokenCursor(tokens), edition);
  const item = attempt(() => readItem(parser));
  return item instanceof ParseFailure || !parser.atEnd ? undefined : item;
}

function readItem(p: Parser): Item | undefined {
  const attributes = readAttributes(p);
  const fragment = p.peek();
  if (fragment?.kind === 'group' && fragmentOf(fragment) === 'item') {
    p.bump();
    const item = parseItem(fragment.tokens, p.edition);
    return item && { ...item, attributes: [...attributes, ...item.attributes] };
  }
  const visibility = readVisibility(p, false);
  const keyword = p.peek();
  if (keyword?.kind !== 'ident' || keyword.raw) return undefined;
  const kind = keyword.text;
  if (kind !== 'struct' && kind !== 'enum' && kind !== 'union') return undefined;
  p.bump();
  const name = p.expectIdent();
  const generics = readGenerics(p);
  let predicates = readPredicates(p);
  const common = { kind, attributes, visibility, name, generics } as const;
  const body = p.peek();
  if (kind === 'enum') {
    const variants: Variant[] = [];
    p.expectGroup('brace', () => p.commaSeparated(() => variants.push(readVariant(p))));
    return { ...common, predicates, shape: 'unit', fields: [], variants };
  }
  const { shape, fields } = readFields(p, body);
  if (shape === 'tuple') predicates = [...predicates, ...readPredicates(p)];
  if (shape !== 'named') p.expectPunct(';');
  return { ...common, predicates, shape, fields, variants: [] };
}

function readAttributes(p: Parser): ItemAttribute[] {
  const mark = p.mark();
  if (!skipOuterAttributes(p)) return [];
  const tokens = p.since(mark);
  const attributes: ItemAttribute[] = [];
  for (let index = 0; index < tokens.length;) {
    const end = outlineAttribute(tokens, index)?.end ?? tokens.length;
    const own = tokens.slice(index, end);
    const outline = outlineAttribute(own, 0);
    if (outline) attributes.push({ tokens: own, outline });
    index = end;
  }
  return attributes;
}

function readVisibility(p: Parser, beforeType: boolean): TokenTree[] {
  const mark = p.mark();
  parseVisibility(p, beforeType);
  return p.since(mark);
}

/** The tokens that `parse` moves over. */
function read(p: Parser, parse: (p: Parser) => void): TokenTree[] {
  const mark = p.mark();
  parse(p);
  return p.since(mark);
}

function readType(p: Parser): TokenTree[] {
  return read(p, () => parseType(p, { plus: true }));
}

function readBounds(p: Parser): TokenTree[] {
  return p.eatPunct(':') ? read(p, () => parseBounds(p, true)) : [];
}

function readGenerics(p: Parser): GenericParameter[] {
  const parameters: GenericParameter[] = [];
  if (!p.eatSplit('<')) return parameters;
  for (;;) {
    const parameter = readGenericParameter(p);
    if (!parameter) break;
    parameters.push(parameter);
    if (!p.eatPunct(',')) break;
  }
  p.expectSplit('>');
  return parameters;
}

function readGenericParameter(p: Parser): GenericParameter | undefined {
  const attributes = readAttributes(p);
  const first = p.peek();
  if (first?.kind === 'lifetime') {
    p.bump();
    return { kind: 'lifetime', attributes, name: first, bounds: readBounds(p), default: undefined };
  }
  if (first?.kind !== 'ident') return undefined;
  if (!p.eatWord('const')) {
    const name = p.expectIdent();
    const bounds = readBounds(p);
    return { kind: 'type', attributes, name, bounds, default: p.eatPunct('=') ? readType(p) : undefined };
  }
  const name = p.expectIdent();
  p.expectPunct(':');
  const bounds = readType(p);
  const value = p.eatPunct('=') ? read(p, parseConstArgument) : undefined;
  return { kind: 'const', attributes, name, bounds, default: value };
}

function readPredicates(p: Parser): TokenTree[][] {
  const predicates: TokenTree[][] = [];
  if (!p.eatWord('where')) return predicates;
  for (;;) {
    const mark = p.mark();
    if (!parsePredicate(p)) return predicates;
    predicates.push(p.since(mark));
    if (!p.eatPunct(',')) return predicates;
  }
}

function readFields(
  p: Parser,
  body: TokenTree | undefined,
): { readonly shape: FieldsShape; readonly fields: readonly Field[] } {
  if (body?.kind !== 'group') return { shape: 'unit', fields: [] };
  if (body.delimiter === 'brace') return { shape: 'named', fields: readFieldList(p, body, readNamedField) };
  if (body.delimiter === 'paren') return { shape: 'tuple', fields: readFieldList(p, body, readTupleField) };
  return { shape: 'unit', fields: [] };
}

function readFieldList(p: Parser, body: Group, readField: (p: Parser) => Field): Field[] {
  const fields: Field[] = [];
  p.inside(body, () => p.commaSeparated(() => fields.push(readField(p))));
  return fields;
}

function readNamedField(p: Parser): Field {
  const attributes = readAttributes(p);
  const visibility = readVisibility(p, false);
  p.eatWord('unsafe');
  const name = p.expectIdent();
  p.expectPunct(':');
  const type = readType(p);
  skipDefault(p);
  return { attributes, visibility, name, type };
}

function readTupleField(p: Parser): Field {
  const attributes = readAttributes(p);
  const visibility = readVisibility(p, true);
  const type = readType(p);
  skipDefault(p);
  return { attributes, visibility, name: undefined, type };
}

/** The default value of a field (unstable), of which no derive of rustc makes use. */
function skipDefault(p: Parser): void {
  if (p.eatPunct('=')) parseExpression(p);
}

function readVariant(p: Parser): Variant {
  const attributes = readAttributes(p);
  parseVisibility(p, false);
  const name = p.expectIdent();
  const { shape, fields } = readFields(p, p.peek());
  const discriminant = p.eatPunct('=') ? read(p, (inner) => parseExpression(inner)) : undefined;
  return { attributes, name, shape, fields, discriminant };
}
