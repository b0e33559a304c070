/** Structs, enums, unions (rustc_parse/src/parser/item.rs; Reference, "Structs", "Enumerations", "Unions"). */
import { skipOuterAttributes } from './attributes';
import { parseExpression } from './expressions';
import { parseGenerics, parseWhereClause } from './generics';
import type { Parser } from './parser';
import { parseType } from './types';
import { parseVisibility } from './visibility';

/** After `struct`. */
export function parseStruct(p: Parser): void {
  p.expectIdent();
  parseGenerics(p);
  const where = p.isWord('where');
  parseWhereClause(p);
  if (p.eatPunct(';')) return;
  if (p.isGroup('brace')) {
    parseNamedFields(p);
    return;
  }
  if (where || !p.isGroup('paren'))
    p.expected(where ? '`{` after struct name' : '`where`, `{`, `(`, or `;` after struct name');
  parseTupleFields(p);
  parseWhereClause(p);
  p.expectPunct(';');
}

/** After `union`. */
export function parseUnion(p: Parser): void {
  p.expectIdent();
  parseGenerics(p);
  parseWhereClause(p);
  if (!p.isGroup('brace')) p.expected('`where` or `{` after union name');
  parseNamedFields(p);
}

/** After `enum`. */
export function parseEnum(p: Parser): void {
  p.expectIdent();
  parseGenerics(p);
  parseWhereClause(p);
  if (p.isPunct(';')) p.expected('`{}`');
  p.expectGroup('brace', () => p.commaSeparated(parseVariant));
}

function parseVariant(p: Parser): void {
  skipOuterAttributes(p);
  parseVisibility(p, false);
  p.expectIdent();
  if (p.isPunct('!')) p.fail('unexpected token: `!`');
  if (p.isGroup('brace')) parseNamedFields(p);
  else if (p.isGroup('paren')) parseTupleFields(p);
  else p.miss('`{`', '`(`');
  if (p.eatPunct('=')) parseExpression(p);
}

function parseNamedFields(p: Parser): void {
  p.expectGroup('brace', () =>
    p.commaSeparated(() => {
      skipOuterAttributes(p);
      parseVisibility(p, false);
      p.eatWord('unsafe');
      p.expectIdent();
      if (p.isPunct('!')) p.fail('unexpected token: `!`');
      p.expectPunct(':');
      parseType(p, { plus: true });
      if (p.isPunct(';')) p.fail('struct fields are separated by `,`');
      if (!p.isPunct('=') && !p.isPunct(',') && !p.atEnd) p.expected('`,`, or `}`');
      parseDefault(p);
    }),
  );
}

function parseTupleFields(p: Parser): void {
  p.expectGroup('paren', () =>
    p.commaSeparated(() => {
      skipOuterAttributes(p);
      parseVisibility(p, true);
      parseType(p, { plus: true });
      if (p.isPunct('=')) parseDefault(p);
    }),
  );
}

/** `= value` after the type of a field (unstable). */
function parseDefault(p: Parser): void {
  if (p.eatPunct('=')) parseExpression(p);
}
