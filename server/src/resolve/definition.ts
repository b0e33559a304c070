/** What a macro path resolves to, and the place from which it is looked up. */
import type { CrateId } from '../project/model';
import type { Transparency } from '../syntax/hygiene';
import type { AttributeSite, DeriveSite } from '../syntax/invocationSite';
import type { Edition, Ident, Span, TokenTree } from '../syntax/token';
import type { ModuleFolders } from './moduleFolders';
import type { ParsedFile } from './parsedFiles';
import type { Steps } from './steps';

export type MacroKind = 'bang' | 'derive' | 'attribute';

interface DefinitionBase {
  readonly name: string;
  readonly crate: CrateId;
  /** Absolute path of the defining file. */
  readonly file: string;
  /** The name in the definition. Its source belongs to `file`. */
  readonly span: Span;
}

/** `macro_rules! name { … }` or `macro name(…) { … }`. */
export interface DeclarativeDefinition extends DefinitionBase {
  readonly engine: 'declarative';
  readonly kind: 'bang';
  readonly flavor: 'macro_rules' | 'macro';
  /** The rules as tokens: for `macro name(args) { body }` rewritten to one rule `(args) => { body }`. */
  readonly body: readonly TokenTree[];
  readonly edition: Edition;
  /** `#[rustc_macro_transparency]`, which the standard library has. Without it the flavor decides. */
  readonly transparency?: Transparency;
  /** `#[macro_export(local_inner_macros)]`. */
  readonly localInnerMacros: boolean;
  /** `#[allow_internal_unstable(edition_panic)]`: panics in its body go by the edition of the code that calls it, not by its own. */
  readonly panicsAsCaller?: boolean;
}

/** A macro that rustc implements itself: `#[rustc_builtin_macro]` in core, alloc or std. */
export interface BuiltinDefinition extends DefinitionBase {
  readonly engine: 'builtin';
  readonly kind: MacroKind;
}

export interface ProceduralDefinition extends DefinitionBase {
  readonly engine: 'procedural';
  readonly kind: MacroKind;
  /** Attributes that a derive declares as its own (`#[serde(…)]`). */
  readonly helperAttributes: readonly string[];
}

export type MacroDefinition = DeclarativeDefinition | BuiltinDefinition | ProceduralDefinition;

/** The segments of a macro path; `global` for a leading `::`. A first segment `$crate` carries its crate. */
export interface MacroPath {
  readonly global: boolean;
  readonly segments: readonly Ident[];
}

/**
 * From where a name is looked up. `module` and `textual` are handles of the resolver, opaque elsewhere: the module that
 * holds the place, and the chain of `macro_rules!` visible there.
 */
export interface Scope {
  readonly crate: CrateId;
  readonly module: ModuleHandle;
  readonly textual: TextualScope;
  /** Where modules that stand there have their files, unless where those of `module` do. Opaque as `textual` is. */
  readonly folders?: ModuleFolders;
}

export interface ModuleHandle {
  readonly crate: CrateId;
  /** Path of the module from its crate's root, for messages: `[]` is the root. */
  readonly path: readonly string[];
  /** Absolute path of the file that holds the module's items. */
  readonly file: string;
}

/** The chain of `macro_rules!` definitions visible at a place, innermost first. Opaque to everybody but `resolve`. */
export interface TextualScope {
  readonly depth: number;
}

export type Resolution =
  | { readonly found: true; readonly definition: MacroDefinition }
  | { readonly found: false; readonly failure: ResolveFailure };

/** Why a path has no definition: the segment that was not found, where it was looked for and names that are near. */
export interface ResolveFailure {
  readonly message: string;
  readonly segment: string;
  readonly lookedIn: string;
  readonly nearest: readonly string[];
}

/** A macro call in the place of an item or statement, or by an attribute of one. */
export interface ItemCall {
  readonly kind: MacroKind;
  readonly path: MacroPath;
  /** Of a bang call; empty for an attribute or a derive. */
  readonly input: readonly TokenTree[];
  /** Of an attribute or a derive. */
  readonly site: AttributeSite | DeriveSite | undefined;
  /** The list of tokens in which the call or the item begins at the index `start`: the same array as long as its file has not changed. */
  readonly list: readonly TokenTree[];
  readonly start: number;
}

/**
 * Expands such a call while names are being collected. Synchronous: of procedural macros it gives what is known of them. Returns undefined
 * for what it cannot expand (then the items it would make are unknown to the resolver): see {@link Resolver.itemsMade}.
 */
export type ItemExpander = (
  definition: MacroDefinition,
  call: ItemCall,
  scope: Scope,
) => readonly TokenTree[] | undefined;

/** The macros that a procedural-macro crate exports, when its built module has told them; undefined: read its source. */
export type ProceduralMacroList = (
  crate: CrateId,
) => readonly Pick<ProceduralDefinition, 'name' | 'kind' | 'helperAttributes'>[] | undefined;

/** What a resolver has done so far. */
export interface ResolverStatistics {
  /** Files that were read into tokens; a file that was read again after a change counts again. */
  readonly parsedFiles: number;
}

export interface Resolver {
  readonly statistics: ResolverStatistics;
  /** Grows whenever an answer of this resolver may be another one from now on. */
  readonly revision: number;
  /** The same, but for where the definitions of macros stand. */
  readonly namesRevision: number;
  /** A file as it is now, read into tokens once per version for all who ask; undefined when there is none. Edition: for a file that is new. */
  parsedFile(file: string, edition: Edition): ParsedFile | undefined;
  /**
   * The crate whose module tree contains the file; of several one of the workspace before a dependency, and a library before its tests. Undefined for
   * a file of none.
   */
  crateOf(file: string): CrateId | undefined;
  /** What {@link Resolver.crateOf} does, in steps: the first time it may have to read whole crates. */
  crateOfInSteps(file: string): Steps<CrateId | undefined>;
  /**
   * The scope at a UTF-16 offset of a file of that crate. A file outside of every module tree gets a crate-root scope. A request begins with this:
   * how many calls may be expanded to find names is counted from here.
   */
  scopeAt(crate: CrateId, file: string, offset: number): Scope;
  resolveMacro(path: MacroPath, kind: MacroKind, scope: Scope): Resolution;
  /**
   * The scope within a list of tokens that stands at `scope`: the output of a macro, or a group in it. The textual chain is extended by
   * what stands in `tokens` before index `before` (at this level of nesting), and names that the list declares are found first.
   * For a group within the list, ask again with the scope of its index and its own tokens (the same array, not a copy): the body of an
   * inline module then is that module.
   */
  scopeInside(scope: Scope, tokens: readonly TokenTree[], before: number): Scope;
  /** How deep macro calls may be nested while this crate is compiled: its `#![recursion_limit]`. */
  recursionLimit(crate: CrateId): number;
  /**
   * Names in these crates may mean something else although no file has changed: a call can be expanded now that could not be before, or a built
   * module tells what its crate exports. They are looked up afresh, and nothing is read again.
   */
  namesChanged(crates: Iterable<CrateId>): void;
  /** Forget what was read from this file, if its text is another one now. */
  fileChanged(file: string): void;
  /** The files below a folder that were read or looked for, and the root files of crates there. */
  filesBelow(folder: string): string[];
}
