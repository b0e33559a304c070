/** `use` declarations as flat lists of imports (Reference, "Use declarations"). */
import { rootContext } from '../syntax/hygiene';
import type { Ident, SyntaxContext, TokenTree } from '../syntax/token';
import type { MacroPath } from './definition';

export interface Import {
  /** What is imported. For a glob: the module. `self` at the end of a nested list is left out. */
  readonly path: MacroPath;
  /** The name that it gets here; `_` names nothing. The empty string for a glob. */
  readonly name: string;
  readonly glob: boolean;
  /** The hygiene of the name; that of the root for a glob. */
  readonly context: SyntaxContext;
  /** `use a::{self}` imports the module `a` but never a macro of that name. */
  readonly moduleOnly: boolean;
}

/** rustc has no limit, but nobody nests `use` lists deeper, and each level copies its prefix. */
const maximalNesting = 64;

/**
 * The imports of one declaration. `tokens` are those behind the word `use`; what stands behind the semicolon is ignored.
 * Broken trees give the imports that can be read.
 */
export function parseUseTree(tokens: readonly TokenTree[]): Import[] {
  const imports: Import[] = [];
  readTrees(withoutInvisibleGroups(tokens), false, [], imports, 0);
  return imports;
}

function readTrees(
  tokens: readonly TokenTree[],
  global: boolean,
  prefix: readonly Ident[],
  imports: Import[],
  nesting: number,
): void {
  let index = 0;
  while (index < tokens.length) {
    index = readTree(tokens, index, global, prefix, imports, nesting);
    const token = tokens[index];
    if (token?.kind === 'punct' && token.text === ';') return;
    index++;
  }
}

/** Reads one tree and returns the index of the token behind it. */
function readTree(
  tokens: readonly TokenTree[],
  from: number,
  outerGlobal: boolean,
  prefix: readonly Ident[],
  imports: Import[],
  nesting: number,
): number {
  const segments = [...prefix];
  let index = from;
  let global = outerGlobal;
  if (isPunct(tokens[index], '::')) {
    global ||= prefix.length === 0;
    index++;
  }
  for (;;) {
    const token = tokens[index];
    if (token?.kind === 'group' && token.delimiter === 'brace') {
      const nested = withoutInvisibleGroups(token.tokens);
      if (nesting < maximalNesting) readTrees(nested, global, segments, imports, nesting + 1);
      return index + 1;
    }
    if (isPunct(token, '*')) {
      imports.push({
        path: { global, segments },
        name: '',
        context: rootContext,
        glob: true,
        moduleOnly: false,
      });
      return index + 1;
    }
    if (token?.kind !== 'ident') return index;
    segments.push(token);
    index++;
    if (!isPunct(tokens[index], '::')) break;
    index++;
  }
  return addImport(tokens, index, { global, segments }, prefix.length, imports);
}

function addImport(
  tokens: readonly TokenTree[],
  end: number,
  path: MacroPath,
  prefixLength: number,
  imports: Import[],
): number {
  const last = path.segments.at(-1);
  const namesPrefix = last?.text === 'self' && !last.raw && path.segments.length > 1;
  const moduleOnly = namesPrefix && path.segments.length === prefixLength + 1;
  const segments = namesPrefix ? path.segments.slice(0, -1) : path.segments;
  const target = { global: path.global, segments };
  const renames = tokens[end]?.kind === 'ident' && tokens[end].text === 'as';
  const alias = renames ? tokens[end + 1] : undefined;
  const named = alias?.kind === 'ident' ? alias : segments.at(-1);
  const context = named?.span.context ?? rootContext;
  imports.push({ path: target, name: named?.text ?? '_', context, glob: false, moduleOnly });
  return renames ? end + 2 : end;
}

function isPunct(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}

/** `use $path::{$($name),*}` of a macro: fragments are seen as their tokens. */
function withoutInvisibleGroups(tokens: readonly TokenTree[]): readonly TokenTree[] {
  if (!tokens.some((token) => token.kind === 'group' && token.delimiter === 'invisible')) return tokens;
  return tokens.flatMap((token) =>
    token.kind === 'group' && token.delimiter === 'invisible' ? token.tokens : [token],
  );
}
