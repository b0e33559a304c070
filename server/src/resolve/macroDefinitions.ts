/** From a `macro_rules!` or `macro` item to the definition that the engines take. */
import type { Crate } from '../project/model';
import type { Ident, SourceId, Span, TokenTree } from '../syntax/token';
import { isWord } from '../syntax/tokenTests';
import { findAttribute } from './attributes';
import type { MacroDefinition, MacroKind } from './definition';
import type { MacroItem } from './itemTree';
import { presentItem, renewedMacro, type Declaration, type Module } from './module';
import type { ParsedFiles } from './parsedFiles';

/** Of a file: one in use, those that expansions under way came from, and those of other crates that have the file too. */
const keptVersions = 4;

export class MacroDefinitions {
  /** By item, so that a definition stays the same object until its file is read again. */
  private readonly known = new WeakMap<MacroItem, MacroDefinition>();
  /** What each was made of. */
  private readonly items = new WeakMap<MacroDefinition, MacroItem>();
  /** The modules of macros 2.0: by file, by version of the file with the newest last, and by the offset of the name. */
  private readonly modules = new Map<string, Map<SourceId, Map<number, Module>>>();

  constructor(private readonly files: ParsedFiles) {}

  of(declaration: Declaration<MacroItem>, crate: Crate): MacroDefinition {
    const { attributes, module } = declaration;
    const item = presentItem(declaration);
    if (item.flavor === 'macro') this.noteModule(item.name.span, module);
    const known = this.known.get(item);
    if (known?.crate === crate.id) return known;
    const { span } = item.name;
    const file = this.files.pathOf(span.source) ?? module.file;
    const base = { name: item.name.text, crate: crate.id, file, span };
    // Only the standard library may name rustc's own macros (the attribute is gated by `rustc_attrs`).
    const builtin = crate.origin === 'sysroot' ? findAttribute(attributes, 'rustc_builtin_macro') : undefined;
    const definition: MacroDefinition = builtin
      ? { ...base, engine: 'builtin', ...builtinIdentity(item, builtin.arguments) }
      : {
          ...base,
          engine: 'declarative',
          kind: 'bang',
          flavor: item.flavor,
          body: item.body,
          edition: crate.edition,
          localInnerMacros:
            exportArguments(attributes)?.some((token) => isWord(token, 'local_inner_macros')) ?? false,
          panicsAsCaller: allowedFeatures(attributes).some((token) => isWord(token, 'edition_panic')),
        };
    this.known.set(item, definition);
    this.items.set(definition, item);
    return definition;
  }

  /** The definition as it stands in the present version of its file: what has been found out about names outlives an edit that only moves it. */
  current(definition: MacroDefinition, crate: Crate): MacroDefinition {
    const item = this.items.get(definition);
    const renewed = item && renewedMacro(item, crate.id);
    return renewed ? this.of(renewed, crate) : definition;
  }

  /** The module that holds the macro 2.0 whose name stands here, once it has been looked up. */
  moduleOf(name: Span): Module | undefined {
    return this.modules
      .get(this.files.pathOf(name.source) ?? '')
      ?.get(name.source)
      ?.get(name.start);
  }

  /** A module holds all of its file: those of old versions would fill the memory in a long session. */
  private noteModule({ source, start }: Span, module: Module): void {
    const path = this.files.pathOf(source) ?? '';
    const versions = this.modules.get(path) ?? new Map<SourceId, Map<number, Module>>();
    this.modules.set(path, versions);
    const modules = versions.get(source) ?? new Map<number, Module>();
    versions.delete(source);
    versions.set(source, modules.set(start, module));
    const [oldest] = versions.keys();
    if (versions.size > keptVersions && oldest !== undefined) versions.delete(oldest);
  }
}

/** Whether a `macro_rules!` is at the root of its crate for paths, wherever it stands. */
export function isExported({ item, attributes }: Declaration<MacroItem>): boolean {
  return item.flavor === 'macro_rules' && findAttribute(attributes, 'macro_export') !== undefined;
}

function exportArguments(attributes: Declaration['attributes']): readonly TokenTree[] | undefined {
  return findAttribute(attributes, 'macro_export')?.arguments;
}

/** Attributes of this name may only stand in the standard library, and elsewhere with an unstable feature. */
function allowedFeatures(attributes: Declaration['attributes']): readonly TokenTree[] {
  return findAttribute(attributes, 'allow_internal_unstable')?.arguments ?? [];
}

/**
 * `#[rustc_builtin_macro]` implements the macro of the declared name, `#[rustc_builtin_macro(name, attributes(…))]` that of the given
 * name. The kind is not declared: derives and attributes are those that take exactly `$item:item`, and derives are named as
 * types are (rustc_builtin_macros/src/lib.rs registers them by such names).
 */
function builtinIdentity(
  item: MacroItem,
  given: readonly TokenTree[] | undefined,
): { readonly name: string; readonly kind: MacroKind } {
  const name = given?.find((token): token is Ident => token.kind === 'ident')?.text ?? item.name.text;
  if (!takesOneItem(item.body)) return { name, kind: 'bang' };
  return { name, kind: /^\p{Lu}/u.test(item.name.text) ? 'derive' : 'attribute' };
}

function takesOneItem([pattern]: readonly TokenTree[]): boolean {
  if (pattern?.kind !== 'group') return false;
  const texts = pattern.tokens.map((token) =>
    token.kind === 'group' ? '' : 'text' in token ? token.text : '',
  );
  return texts.join(' ') === '$ item : item';
}
