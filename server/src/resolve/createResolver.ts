/** Name resolution for macros, lazily: a file is read only when a path leads to it. */
import type { CfgSet, CrateGraph, CrateId, FileSource } from '../project/model';
import { rootContext } from '../syntax/hygiene';
import type { Hygiene } from '../syntax/hygiene';
import type { SourceMap } from '../syntax/sourceMap';
import { spanOf } from '../syntax/token';
import type { TokenTree } from '../syntax/token';
import { CrateOfFile } from './crateOfFile';
import { Crates } from './crates';
import type { ItemExpander, ProceduralMacroList, ResolveFailure, Resolver, Scope } from './definition';
import { loadAllModules, modulesOf } from './fileModules';
import { MacroDefinitions } from './macroDefinitions';
import { MacroLookup } from './macroLookup';
import { Module, TextualNode } from './module';
import { foldersOfRoot } from './moduleFolders';
import type { ModuleFolders } from './moduleFolders';
import { ParsedFiles } from './parsedFiles';
import { describeFailure } from './resolveFailure';
import { locateIncluded, locateScope, openBlock } from './scopeLocator';

export interface ResolverOptions {
  readonly graph: CrateGraph;
  readonly files: FileSource;
  /** Receives every text that is read, so that spans of definitions can be shown. */
  readonly sources: SourceMap;
  /** The table in which expansions are noted: a bare name may mean a macro of the crate whose definition wrote it. */
  readonly hygiene: Hygiene;
  readonly expandItem: ItemExpander;
  /** Asked once per crate: when its answer changes, say so by {@link Resolver.namesChanged}. */
  readonly proceduralMacros: ProceduralMacroList;
  /** Whether a `cfg` predicate (the tokens between its parentheses) holds. What it throws counts as false. */
  readonly evaluateCfg: (predicate: readonly TokenTree[], cfg: CfgSet) => boolean;
}

/**
 * A resolver over one crate graph. What it has found out is kept until {@link Resolver.fileChanged} says that a file has changed;
 * only that file is read again then. `scopeAt` notices a change of the file that it is asked about by itself.
 */
export function createResolver(options: ResolverOptions): Resolver {
  const files = new ParsedFiles(options.files, options.sources);
  const crates = new Crates(options.graph, files, options.evaluateCfg);
  const { expandItem, hygiene, proceduralMacros } = options;
  const definitions = new MacroDefinitions(files);
  const lookup = new MacroLookup({ crates, definitions, expandItem, hygiene, proceduralMacros });
  const crateOfFile = new CrateOfFile(crates, lookup.expansion);

  return {
    get statistics() {
      return { parsedFiles: files.parseCount };
    },

    get revision() {
      crates.settle();
      return crates.revision;
    },

    get namesRevision() {
      crates.settle();
      return crates.namesRevision;
    },

    parsedFile(file, edition) {
      noticeChange(file);
      return files.get(file, edition);
    },

    fileChanged(file) {
      crates.fileChanged(file);
    },

    filesBelow(folder) {
      return crates.filesBelow(folder);
    },

    namesChanged(changed) {
      crates.forgetNames(changed);
    },

    crateOf(file) {
      crates.settle();
      return crateOfFile.find(file);
    },

    *crateOfInSteps(file) {
      crates.settle();
      return yield* crateOfFile.findInSteps(file);
    },

    scopeAt(crate, file, offset) {
      noticeChange(file);
      const state = crates.state(crate);
      state.beginRequest();
      const module = firstModule(file, crate);
      const included = module ? undefined : state.includedAt(file);
      if (included) return { crate, ...locateIncluded(included, offset, state, lookup.expansion) };
      const source = files.get(file, state.crate.edition)?.source.id;
      if (source === undefined) return { crate, module: state.root, textual: state.root.written.textualEnd };
      return {
        crate,
        ...locateScope(module ?? state.detached(file), source, offset, state, lookup.expansion),
      };
    },

    scopeInside(scope, tokens, before) {
      crates.settle();
      const { module, textual } = handles(scope);
      const outer = foldersWithin(scope.folders ?? module.place.folders, tokens);
      const contents = openBlock(module, tokens, textual, outer, crates.state(scope.crate));
      const { module: inner, folders } = contents;
      return { crate: scope.crate, module: inner, textual: contents.textualBefore(before), folders };
    },

    recursionLimit(crate) {
      crates.settle();
      return crates.state(crate).recursionLimit;
    },

    resolveMacro(path, kind, scope) {
      crates.settle();
      const { module, textual } = handles(scope);
      const definition = lookup.macroAt(path, kind, module, textual);
      if (definition) return { found: true, definition };
      // Most names that are not found are asked about in passing (is this attribute a macro?): the reason is made when it is read.
      let failure: ResolveFailure | undefined;
      return {
        found: false,
        get failure() {
          failure ??= describeFailure(lookup.qualified(path, kind), kind, module, textual, lookup);
          return failure;
        },
      };
    },
  };

  /** Tokens of another file that no macro's definition wrote are what `include!` has read there (rustc_builtin_macros, `expand_include`). */
  function foldersWithin(folders: ModuleFolders, [first]: readonly TokenTree[]): ModuleFolders {
    if (!first) return folders;
    const { source, context } = spanOf(first);
    const file = context === rootContext ? files.pathOf(source) : undefined;
    return file === undefined || file === folders.file ? folders : foldersOfRoot(file);
  }

  function noticeChange(file: string): void {
    if (files.isStale(file)) crates.fileChanged(file);
    crates.settle();
  }

  function firstModule(file: string, crate: CrateId): Module | undefined {
    const state = crates.state(crate);
    const find = () => modulesOf(state, file, lookup.expansion, 'written')[0];
    const found = find() ?? modulesOf(state, file, lookup.expansion, 'expanded')[0];
    if (found) return found;
    loadAllModules(state, lookup.expansion, 'expanded');
    return find();
  }
}

/** The resolver's own objects behind a scope's handles. Throws a RangeError for a scope that no resolver has made. */
function handles(scope: Scope): { readonly module: Module; readonly textual: TextualNode } {
  const { module, textual } = scope;
  if (!(module instanceof Module) || !(textual instanceof TextualNode)) {
    throw new RangeError('a scope that does not come from a resolver');
  }
  return { module, textual };
}
