import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import type { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, Group, TokenTree } from '../../../server/src/syntax/token';

/** Declarative macros by name, wherever they stand: finding the right one is the resolver's job and not measured here. */
type DefinitionsByName = Map<string, DeclarativeDefinition[]>;

/** The macros of one crate's folder. Files are read to tokens when one of their macros is asked for. */
export class CrateDefinitions {
  private readonly definitions: DefinitionsByName = new Map();
  private readonly unread = new Map<string, Set<string>>();

  constructor(
    folder: string,
    private readonly crate: number,
    readonly edition: Edition,
    private readonly sources: SourceMap,
  ) {
    this.index(folder);
  }

  named(name: string): readonly DeclarativeDefinition[] {
    for (const path of this.unread.get(name) ?? []) this.read(path);
    return this.definitions.get(name) ?? [];
  }

  /** Adds macros that an expansion has defined. */
  add(tokens: readonly TokenTree[], file: string): void {
    collectTokens(tokens, file, this.crate, this.edition, this.definitions);
  }

  private index(folder: string): void {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      // A packaged crate may have dangling links.
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats) continue;
      if (stats.isDirectory()) {
        if (name !== 'target') this.index(path);
      } else if (name.endsWith('.rs')) {
        for (const match of readFileSync(path, 'utf8').matchAll(
          /\bmacro_rules!\s+(?:r#)?(\w+)|\bmacro (\w+)/g,
        )) {
          const macro = match[1] ?? match[2] ?? '';
          const paths = this.unread.get(macro) ?? new Set();
          this.unread.set(macro, paths.add(path));
        }
      }
    }
  }

  private read(path: string): void {
    for (const paths of this.unread.values()) paths.delete(path);
    const source = this.sources.add(path, readFileSync(path, 'utf8'));
    this.add(parseTokenTrees(source, { edition: this.edition }).tokens, path);
  }
}

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
