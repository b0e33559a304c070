/** Entry points of the parser: one fragment of a macro's input, or the whole output of a macro. */
import type { FragmentMayBegin, FragmentResult, ParseFragment } from '../fragment';
import type { Edition, FragmentKind, TokenTree } from '../token';
import { TokenCursor } from '../tokenCursor';
import { parseAttributeContent, skipInnerAttributes } from './attributes';
import { canBeginExpression, canBeginLiteral, canBeginPattern, canBeginType, fragmentOf } from './beginnings';
import { parseExpression } from './expressions';
import { parseItem, parseItems } from './items';
import { parseLiteral } from './literals';
import { attempt, Parser, type NodePosition, type ParseListener } from './parser';
import { parsePath } from './paths';
import { parsePattern, parseSinglePattern } from './patterns';
import { parseBlock, parseFullStatement, parseStatement } from './statements';
import { parseType } from './types';
import { parseVisibility } from './visibility';
import { isPunct, isWord } from './words';

export type { MacroCallSite, NodePosition, ParseListener } from './parser';

/**
 * Parses one fragment as rustc's `Parser::parse_nonterminal` does (rustc_parse/src/parser/nonterminal.rs).
 *
 * `edition` decides the keywords and what `pat` and `expr` mean. Where a macro of one edition reads tokens of another, ask for `pat_param`
 * or `expr_2021` according to the edition of the macro, and give the edition of the tokens.
 */
export const parseFragment: ParseFragment = (kind, cursor, edition) =>
  run(cursor, edition, undefined, (p) => {
    parseKind(p, kind);
  });

/**
 * Whether the fragment may begin with the current token. True is no promise that it will parse: the parser's failure is then an error
 * of the whole macro call. At the end of the tokens no fragment begins, not even `vis`.
 */
export const fragmentMayBegin: FragmentMayBegin = (kind, cursor, edition) => {
  const token = new Parser(cursor.clone(), edition).peek();
  if (token === undefined) return false;
  switch (kind) {
    case 'expr':
      if (edition < 2024) return mayBeginExpression2021(token, edition);
      return (canBeginExpression(token, edition) || isWord(token, '_')) && !isWord(token, 'let');
    case 'expr_2021':
      return mayBeginExpression2021(token, edition);
    case 'ty':
      return canBeginType(token, edition);
    case 'ident':
      return token.kind === 'ident' && !isWord(token, '_');
    case 'lifetime':
      return token.kind === 'lifetime';
    case 'literal':
      return canBeginLiteral(token);
    case 'vis':
      return (
        token.kind === 'ident' ||
        isPunct(token, ',') ||
        fragmentOf(token) !== undefined ||
        canBeginType(token, edition)
      );
    case 'block':
      return mayBeginBlock(token);
    case 'path':
    case 'meta':
      return isPunct(token, '::') || token.kind === 'ident' || fragmentMayBeIdent(fragmentOf(token));
    case 'pat':
      return canBeginPattern(token, edition >= 2021);
    case 'pat_param':
      return canBeginPattern(token, false);
    case 'item':
    case 'stmt':
    case 'tt':
      return true;
  }
};

/**
 * Parses the whole of a token list as the code of one place: items, statements, an expression (a semicolon behind it is ignored, as after the
 * call of a macro that makes one), a pattern, a type. Tells the listener what it finds; what was told before a failure stays told.
 */
export function parseWhole(
  position: NodePosition,
  tokens: readonly TokenTree[],
  edition: Edition,
  listener?: ParseListener,
): FragmentResult {
  return run(new TokenCursor(tokens), edition, listener, (p) => {
    switch (position) {
      case 'item':
        skipInnerAttributes(p);
        parseItems(p);
        break;
      case 'statement':
        while (!p.atEnd) parseFullStatement(p);
        break;
      case 'expression':
        parseExpression(p);
        p.eatPunct(';');
        break;
      case 'pattern':
        parsePattern(p);
        break;
      case 'type':
        parseType(p, { plus: true });
    }
    if (!p.atEnd) p.expected('the end');
  });
}

function run(
  cursor: TokenCursor,
  edition: Edition,
  listener: ParseListener | undefined,
  parse: (p: Parser) => void,
): FragmentResult {
  const parser = new Parser(cursor, edition, listener);
  const failure = attempt(() => {
    parse(parser);
    parser.finish();
  });
  if (!failure) return { ok: true };
  const { message, index, span } = failure;
  return { ok: false, message, index, span };
}

function parseKind(p: Parser, kind: FragmentKind): void {
  switch (kind) {
    case 'expr':
    case 'expr_2021':
      parseExpression(p);
      break;
    case 'ty':
      parseType(p, { plus: true });
      break;
    case 'pat':
      if (p.edition >= 2021) parsePattern(p, { guard: false });
      else parseSinglePattern(p, true);
      break;
    case 'pat_param':
      parseSinglePattern(p, true);
      break;
    case 'stmt':
      if (parseStatement(p) === undefined) p.fail('expected a statement');
      break;
    case 'block':
      parseBlock(p, false);
      break;
    case 'item':
      if (!parseItem(p)) p.fail('expected an item keyword');
      break;
    case 'path':
      parsePath(p, 'type');
      break;
    case 'meta':
      parseAttributeContent(p);
      break;
    case 'vis':
      parseVisibility(p, true);
      break;
    case 'literal':
      parseLiteral(p, 'literal');
      break;
    case 'lifetime':
      if (p.peek()?.kind !== 'lifetime') p.expected('a lifetime');
      p.bump();
      break;
    case 'ident':
      if (p.peek()?.kind !== 'ident' || p.isWord('_')) p.expected('ident');
      p.bump();
      break;
    case 'tt':
      if (p.atEnd) p.expected('a token tree');
      p.bump();
  }
}

function mayBeginExpression2021(token: TokenTree, edition: Edition): boolean {
  return canBeginExpression(token, edition) && !isWord(token, 'let') && !isWord(token, 'const');
}

function mayBeginBlock(token: TokenTree): boolean {
  if (token.kind !== 'group') return false;
  switch (fragmentOf(token)) {
    case 'block':
    case 'stmt':
    case 'expr':
    case 'expr_2021':
    case 'literal':
      return true;
    default:
      return token.delimiter === 'brace';
  }
}

/** Whether a fragment may be a lone identifier that is no keyword. */
function fragmentMayBeIdent(fragment: FragmentKind | undefined): boolean {
  return fragment !== undefined && fragment !== 'item' && fragment !== 'block' && fragment !== 'vis';
}
