import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import type { Edition, Group, TokenTree } from '../../../server/src/syntax/token';

type DefinitionsByName = Map<string, DeclarativeDefinition[]>;

/** The macros that stand in tokens, at any depth, in order. */
export function definitionsIn(
  tokens: readonly TokenTree[],
  file: string,
  crate: number,
  edition: Edition,
): DeclarativeDefinition[] {
  const definitions: DefinitionsByName = new Map();
  collectTokens(tokens, file, crate, edition, definitions);
  return [...definitions.values()].flat();
}

/** Collects the macros that stand in tokens, at any depth. */
function collectTokens(
  tokens: readonly TokenTree[],
  file: string,
  crate: number,
  edition: Edition,
  into: DefinitionsByName,
): void {
  tokens.forEach((token, index) => {
    if (token.kind === 'group') {
      collectTokens(token.tokens, file, crate, edition, into);
      return;
    }
    if (token.kind !== 'ident' || token.raw) return;
    const definition =
      token.text === 'macro_rules'
        ? macroRules(tokens, index, file, crate, edition)
        : token.text === 'macro'
          ? declMacro(tokens, index, file, crate, edition)
          : undefined;
    if (!definition) return;
    const known = into.get(definition.name);
    if (known) known.push(definition);
    else into.set(definition.name, [definition]);
  });
}

function macroRules(
  tokens: readonly TokenTree[],
  index: number,
  file: string,
  crate: number,
  edition: Edition,
): DeclarativeDefinition | undefined {
  const [, bang, name, body] = tokens.slice(index, index + 4);
  if (bang?.kind !== 'punct' || bang.text !== '!' || name?.kind !== 'ident' || body?.kind !== 'group')
    return undefined;
  return definition(
    name.text,
    'macro_rules',
    body.tokens,
    name.span,
    file,
    crate,
    edition,
    isLocalInner(tokens, index),
  );
}

function declMacro(
  tokens: readonly TokenTree[],
  index: number,
  file: string,
  crate: number,
  edition: Edition,
): DeclarativeDefinition | undefined {
  const [, name, first, second] = tokens.slice(index, index + 4);
  if (name?.kind !== 'ident' || first?.kind !== 'group') return undefined;
  if (first.delimiter === 'brace') {
    return definition(name.text, 'macro', first.tokens, name.span, file, crate, edition, false);
  }
  if (first.delimiter !== 'paren' || second?.kind !== 'group') return undefined;
  const arrow: TokenTree = { kind: 'punct', text: '=>', spacing: 'alone', span: second.open };
  const body: Group[] = [first, second];
  return definition(
    name.text,
    'macro',
    [first, arrow, ...body.slice(1)],
    name.span,
    file,
    crate,
    edition,
    false,
  );
}

function definition(
  name: string,
  flavor: DeclarativeDefinition['flavor'],
  body: readonly TokenTree[],
  span: DeclarativeDefinition['span'],
  file: string,
  crate: number,
  edition: Edition,
  localInnerMacros: boolean,
): DeclarativeDefinition {
  return {
    engine: 'declarative',
    kind: 'bang',
    flavor,
    name,
    body,
    span,
    file,
    crate,
    edition,
    localInnerMacros,
  };
}

function isLocalInner(tokens: readonly TokenTree[], index: number): boolean {
  for (let at = index - 1; at > 0; at -= 2) {
    const attribute = tokens[at];
    if (attribute?.kind !== 'group' || attribute.delimiter !== 'bracket') return false;
    const list = attribute.tokens[1];
    const [flag] = list?.kind === 'group' ? list.tokens : [];
    if (flag?.kind === 'ident' && flag.text === 'local_inner_macros') return true;
  }
  return false;
}
