/** The macros that a procedural-macro crate exports, read from the functions at its root. */
import { rootContext } from '../syntax/hygiene';
import type { Ident, TokenTree } from '../syntax/token';
import { splitAtCommas } from './attributes';
import type { CrateState } from './crateState';
import type { ProceduralDefinition, ProceduralMacroList } from './definition';
import type { FunctionItem } from './itemTree';
import type { Declaration } from './module';
import type { ParsedFiles } from './parsedFiles';

/** The macro that a function becomes by `#[proc_macro]`, `#[proc_macro_attribute]` or `#[proc_macro_derive(Name, attributes(…))]`. */
export function proceduralMacro(
  { item, attributes, module }: Declaration<FunctionItem>,
  files: ParsedFiles,
): ProceduralDefinition | undefined {
  for (const attribute of attributes) {
    const made = (kind: ProceduralDefinition['kind'], name: Ident, helperAttributes: string[] = []) => ({
      engine: 'procedural' as const,
      kind,
      name: name.text,
      crate: module.crate,
      file: files.pathOf(name.span.source) ?? module.file,
      span: name.span,
      helperAttributes,
    });
    if (attribute.name === 'proc_macro') return made('bang', item.name);
    if (attribute.name === 'proc_macro_attribute') return made('attribute', item.name);
    if (attribute.name !== 'proc_macro_derive') continue;
    const [first, ...rest] = splitAtCommas(attribute.arguments ?? []);
    const name = first && onlyIdent(first);
    if (name) return made('derive', name, rest.flatMap(helperNames));
  }
  return undefined;
}

/** The macros that the built module has told of, with the place of each in the crate's source as far as it can be seen there. */
export function listedMacros(
  state: CrateState,
  listed: NonNullable<ReturnType<ProceduralMacroList>>,
  seen: readonly ProceduralDefinition[],
  files: ParsedFiles,
): ProceduralDefinition[] {
  const { crate } = state;
  const source = files.get(crate.rootFile, crate.edition)?.source.id ?? 0;
  const unseen = { file: crate.rootFile, span: { source, start: 0, end: 0, context: rootContext } };
  return listed.map(({ name, kind, helperAttributes }) => {
    const { file, span } = seen.find((each) => each.name === name && each.kind === kind) ?? unseen;
    return { engine: 'procedural', name, kind, helperAttributes, crate: crate.id, file, span };
  });
}

function onlyIdent(tokens: readonly TokenTree[]): Ident | undefined {
  let token = tokens[0];
  while (token?.kind === 'group' && token.delimiter === 'invisible') token = token.tokens[0];
  return token?.kind === 'ident' ? token : undefined;
}

/** The names in `attributes(a, b)`. */
function helperNames(tokens: readonly TokenTree[]): string[] {
  const [word, list] = tokens;
  if (word?.kind !== 'ident' || word.text !== 'attributes' || list?.kind !== 'group') return [];
  return splitAtCommas(list.tokens).flatMap((name) => onlyIdent(name)?.text ?? []);
}
