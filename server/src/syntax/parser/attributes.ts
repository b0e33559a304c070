/** Attributes (rustc_parse/src/parser/attr.rs; Reference, "Attributes"). */
import { fragmentOf } from './beginnings';
import { parseExpression } from './expressions';
import type { Parser } from './parser';
import { parsePath } from './paths';

/** Outer attributes and doc comments. Returns whether there were any. */
export function skipOuterAttributes(p: Parser): boolean {
  let found = false;
  for (;;) {
    const token = p.peek();
    if (token?.kind === 'docComment') {
      if (token.style === 'inner') p.fail('expected outer doc comment');
      p.bump();
    } else if (token?.kind === 'punct' && token.text === '#') {
      p.bump();
      if (p.isPunct('!'))
        p.fail(
          `an inner attribute is not permitted ${found ? 'following an outer attribute' : 'in this context'}`,
        );
      p.expectGroup('bracket', parseAttributeContent);
    } else return found;
    found = true;
  }
}

/** Inner attributes and doc comments. Returns whether there were any. */
export function skipInnerAttributes(p: Parser): boolean {
  let found = false;
  for (;;) {
    const token = p.peek();
    if (token?.kind === 'docComment' && token.style === 'inner') p.bump();
    else if (token?.kind === 'punct' && token.text === '#' && p.isPunct('!', 1)) {
      p.bump();
      p.bump();
      p.expectGroup('bracket', parseAttributeContent);
    } else return found;
    found = true;
  }
}

/** `path`, `path(…)`, `path = expression`, `unsafe(…)`: a `meta` fragment. */
export function parseAttributeContent(p: Parser): void {
  if (fragmentOf(p.peek()) === 'meta') {
    p.bump();
    return;
  }
  if (p.eatWord('unsafe')) p.expectGroup('paren', parseSafeContent);
  else parseSafeContent(p);
}

function parseSafeContent(p: Parser): void {
  parsePath(p, 'module');
  const token = p.peek();
  p.miss('`(`', '`[`', '`{`');
  if (token?.kind === 'group' && token.delimiter !== 'invisible') p.bump();
  else if (p.eatPunct('=')) parseExpression(p);
}
