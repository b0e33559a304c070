import type { Analysis } from '../../analysis/analysis';
import type { SourceFile } from '../../analysis/sourceFile';
import { MacroError } from '../../expand/expansion';
import type { ExpansionNode } from '../../expand/expansionTree';
import type { MacroDefinition } from '../../resolve/definition';
import type { DeriveSite, InvocationSite } from '../../syntax/invocationSite';
import { spanOf, type TokenTree } from '../../syntax/token';
import { attributeWords, definitionAttributes, identifiersIn } from './definitionAttributes';
import { withDistinctLocals } from './distinctLocals';
import { indentationAt, indentText } from './indentText';
import { enclosingFunction, followingTokens, replaceBang } from './inlineBang';
import { removeDerive } from './inlineDerive';
import { internalFeatures } from './internalFeatures';
import type { SourceEdit } from './sourceEdit';

/** What inlining one call changes. */
export interface InlinedCall {
  readonly edits: readonly SourceEdit[];
  /** Unstable features of the standard library that the written-out code uses: it compiles with a nightly compiler only. */
  readonly features: readonly string[];
}

/** Characters of a line, as rustfmt has it by default. */
const lineWidth = 100;

/**
 * The edits that write one step of a call's expansion into the file: in the place of a bang call, of an item with its attribute, or below an item
 * with its derive. Rejects with a MacroError that tells why when the call cannot be expanded, or when its expansion would mean something else there.
 */
export async function inlineMacro(
  analysis: Analysis,
  file: SourceFile,
  site: InvocationSite,
  signal?: AbortSignal,
): Promise<InlinedCall> {
  const { node } = await analysis.expandSite(file, site, { recursive: false, signal });
  if (!node.step || !node.definition)
    throw node.error ?? new MacroError('not-expandable', 'it has no expansion.');
  // A declarative macro may report errors by its output, which inlining would only move.
  if (node.error) throw node.error;
  if (site.nested) throw new MacroError('not-expandable', 'it stands in the arguments of another call.');
  const attributes = definitionAttributes(analysis, node.definition);
  const code = readableTokens(analysis, file, site, node);
  return {
    edits: editsFor(analysis, file, site, node.definition, code),
    features: internalFeatures(attributes, code),
  };
}

/** The step's tokens without hygiene. */
function readableTokens(
  analysis: Analysis,
  file: SourceFile,
  site: InvocationSite,
  node: ExpansionNode,
): readonly TokenTree[] {
  const { step, definition } = node;
  refuseUnnameableCrates(analysis, node);
  const enclosing = enclosingFunction(file.document.tokens.tokens, site.span.start);
  const [first, last] = [enclosing[0], enclosing.at(-1)];
  const definedInside =
    definition?.file === file.path &&
    first !== undefined &&
    last !== undefined &&
    spanOf(first).start <= definition.span.start &&
    definition.span.end <= spanOf(last).end;
  return withDistinctLocals(step?.tokens ?? [], analysis.hygiene, {
    enclosing,
    following: site.kind === 'bang' ? followingTokens(site) : [],
    definedInside,
  });
}

/** `$crate` of a crate that the caller does not depend on has no name there. */
function refuseUnnameableCrates(analysis: Analysis, { step, invocation }: ExpansionNode): void {
  const home = analysis.workspace.crates[invocation.scope.crate];
  const reachable = new Set(home?.dependencies.values());
  const pending: TokenTree[] = [...(step?.tokens ?? [])];
  for (let token = pending.pop(); token; token = pending.pop()) {
    if (token.kind === 'group') for (const inner of token.tokens) pending.push(inner);
    else if (token.kind === 'ident' && token.crate !== undefined && token.crate !== home?.id) {
      const crate = analysis.workspace.crates[token.crate];
      if (crate && crate.origin !== 'sysroot' && !reachable.has(crate.id))
        throw new MacroError(
          'not-expandable',
          `its expansion uses the crate \`${crate.name}\`, on which \`${home?.name ?? 'this crate'}\` does not depend.`,
        );
    }
  }
}

function editsFor(
  analysis: Analysis,
  file: SourceFile,
  site: InvocationSite,
  definition: MacroDefinition,
  code: readonly TokenTree[],
): SourceEdit[] {
  const { text } = file.document;
  const first = site.parent[site.start];
  const last = site.parent[site.end - 1];
  if (!first || !last) return [];
  const start = spanOf(first).start;
  const indent = indentationAt(text, start);
  const write = (tokens: readonly TokenTree[], position = site.position): string => {
    const width = Math.max(40, lineWidth - indent.length);
    return indentText(analysis.reporter.layout(tokens, analysis.crateOf(file.path), position, width), indent);
  };
  switch (site.kind) {
    case 'bang': {
      const { tokens, end } = replaceBang(site, code);
      return [{ start, end, text: write(tokens) }];
    }
    case 'attribute':
      return [{ start, end: spanOf(last).end, text: write(code, 'item') }];
    case 'derive': {
      const end = spanOf(last).end;
      const implementations = code.length > 0 ? `\n\n${indent}${write(code, 'item')}` : '';
      const removed = removeDerive(text, site, helpersOfOnly(analysis, file, site, definition));
      return [...removed, { start: end, end, text: implementations }];
    }
  }
}

/** The helper attributes of a derive that no other derive of the same item shares. */
function helpersOfOnly(
  analysis: Analysis,
  file: SourceFile,
  site: DeriveSite,
  definition: MacroDefinition,
): Set<string> {
  const helpers = new Set(helpersOf(analysis, definition));
  for (const other of file.sites) {
    if (other.kind !== 'derive' || other.parent !== site.parent || other.start !== site.start) continue;
    if (other.span.start === site.span.start) continue;
    const resolution = analysis.resolve(file, other);
    if (resolution) for (const helper of helpersOf(analysis, resolution)) helpers.delete(helper);
  }
  return helpers;
}

function helpersOf(analysis: Analysis, definition: MacroDefinition): readonly string[] {
  if (definition.engine === 'procedural') return definition.helperAttributes;
  // `#[rustc_builtin_macro(Default, attributes(default))]`.
  const builtin = definitionAttributes(analysis, definition).filter(
    ({ path }) => path.at(-1)?.text === 'rustc_builtin_macro',
  );
  if (!attributeWords(builtin, 'rustc_builtin_macro').includes('attributes')) return [];
  const lists = builtin.flatMap(({ arguments: group }) => group?.tokens ?? []);
  return lists.flatMap((token) => (token.kind === 'group' ? [...identifiersIn(token.tokens)] : []));
}
