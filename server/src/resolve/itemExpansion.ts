/** Macro calls in the place of items and statements: what they add to their module and to the textual chain. */
import { spanOf } from '../syntax/token';
import type { SourceId, TokenTree } from '../syntax/token';
import type { Crates } from './crates';
import type { ItemExpander, MacroDefinition, Scope } from './definition';
import type { CallItem } from './itemTree';
import { Contents, presentItem } from './module';
import type { Declaration, Module } from './module';
import { foldersOfRoot } from './moduleFolders';
import type { QueryMemo } from './queryMemo';

/**
 * How far a search goes. `near`: what a module declares and imports by name, and of the macros that a crate exports those where `#[macro_use]` leads
 * to, for which its files need not be looked through. `own`: all of these. `written`: also what it has by globs. `expanded`: also what macro calls
 * in item position produce.
 */
export type Phase = 'near' | 'own' | 'written' | 'expanded';

/** Finds the macro of a call. */
export type ResolveCall = (declaration: Declaration<CallItem>, scope: Scope) => MacroDefinition | undefined;

/** What the macro calls of a module have produced. */
export interface Production {
  readonly contents: readonly Contents[];
  /** Whether there are calls whose macro is not known (yet): a later one of another module may define it. */
  readonly open: boolean;
}

/**
 * Limits for all the calls of a crate together that one request leads to, which large crates do not come near and which take about a second to
 * reach.
 */
const maximalCalls = 10_000;
const maximalTokens = 2_000_000;

const nothing: Production = { contents: [], open: false };

export class ItemExpansion {
  /** Modules whose calls are being expanded, with what they have produced so far. */
  private readonly running = new Map<Module, Contents[]>();
  /**
   * Outputs of declarative macros, which depend on the call and the definition alone: they outlive a change of another file. A call is the
   * same object until its file is read again, and so is a definition.
   */
  private readonly outputs = new WeakMap<
    CallItem,
    { definition: MacroDefinition; tokens: readonly TokenTree[] }
  >();

  constructor(
    private readonly crates: Crates,
    private readonly memo: QueryMemo,
    private readonly expandItem: ItemExpander,
    private readonly resolveCall: ResolveCall,
  ) {}

  /** The declarations in the outputs of a module's calls. A call whose macro is unknown or cannot be expanded has none. */
  outputsOf(module: Module): Pick<WeakMap<Declaration<CallItem>, Contents>, 'get'> {
    this.production(module);
    return this.crates.state(module.crate).outputs;
  }

  /** What declares the names of a module: its text, and in the phase `expanded` the outputs of the macro calls in it. */
  layers(module: Module, phase: Phase): readonly Contents[] {
    if (phase !== 'expanded') return [module.written];
    return [module.written, ...this.production(module).contents];
  }

  private production(module: Module): Production {
    if (module.written.calls.length === 0) return nothing;
    const cache = this.crates.state(module.crate).productions;
    const found = this.memo.ask(
      cache,
      module,
      () => this.expandCalls(module),
      (production) => !production.open,
    );
    return found ?? { contents: this.running.get(module) ?? [], open: true };
  }

  /**
   * Expands the calls of a module in order, and those in their output, again and again as long as that makes the macro of a further
   * call known (rustc_expand's `fully_expand_fragment` does the same for the whole crate).
   */
  private expandCalls(module: Module): Production {
    const contents: Contents[] = [];
    const { expandedModules, withoutItems } = this.crates.state(module.crate);
    expandedModules.add(module);
    this.running.set(module, contents);
    try {
      let open: readonly Declaration<CallItem>[] = module.written.calls;
      for (let progress = true; progress && open.length > 0;) {
        progress = false;
        const unknown: Declaration<CallItem>[] = [];
        const queue = [...open];
        for (const call of queue) {
          const produced = this.expandCall(call);
          if (produced === 'unknown') unknown.push(call);
          if (typeof produced !== 'object') continue;
          progress = true;
          contents.push(produced);
          queue.push(...produced.calls);
        }
        open = unknown;
        if (progress && open.length > 0) this.memo.forgetProvisional();
      }
      // An attribute without a macro is most often the helper of a derive.
      const isOpen = open.some(({ item }) => item.call.kind === 'bang');
      if (!isOpen) for (const each of open) withoutItems.add(each);
      return { contents, open: isOpen };
    } finally {
      this.running.delete(module);
    }
  }

  private expandCall(declaration: Declaration<CallItem>): Contents | 'unknown' | 'nothing' {
    const { module, before, expansions } = declaration;
    const state = this.crates.state(module.crate);
    const known = state.outputs.get(declaration);
    if (known) return known;
    if (expansions >= state.recursionLimit || state.expandedCalls >= maximalCalls) return 'nothing';
    const scope = { crate: module.crate, module, textual: before };
    const item = presentItem(declaration);
    if (item.call.site?.predicates.every(state.holds) === false) return 'nothing';
    const definition = this.resolveCall(declaration, scope);
    if (!definition) return 'unknown';
    // What rustc makes of an attribute or a derive itself has no names that macros are looked up by.
    if (item.call.kind !== 'bang' && definition.engine !== 'procedural') {
      state.withoutItems.add(declaration);
      return 'nothing';
    }
    state.expandedCalls++;
    const tokens = this.expand(definition, item, scope);
    if (!tokens) return 'nothing';
    const sources = new Set<SourceId>([definition.span.source]);
    state.expandedTokens += countTokens(tokens, sources);
    if (state.expandedTokens > maximalTokens) return 'nothing';
    const included = this.includedFile(definition, tokens);
    const folders = included === undefined ? declaration.folders : foldersOfRoot(included);
    const contents = new Contents(module, tokens, before, state.holds, expansions + 1, folders);
    state.addOutput(declaration, contents, this.filesOf(sources));
    if (included !== undefined) state.includes(included, contents);
    return contents;
  }

  /** The file whose tokens a call gives. It concerns the crate as its own files do, and modules in it have their files beside it. */
  private includedFile(definition: MacroDefinition, [first]: readonly TokenTree[]): string | undefined {
    if (definition.engine !== 'builtin' || definition.name !== 'include' || !first) return undefined;
    return this.crates.files.pathOf(spanOf(first).source);
  }

  private filesOf(sources: Iterable<SourceId>): Set<string> {
    const files = new Set<string>();
    for (const source of sources) {
      const file = this.crates.files.pathOf(source);
      if (file !== undefined) files.add(file);
    }
    return files;
  }

  private expand(definition: MacroDefinition, item: CallItem, scope: Scope): ReturnType<ItemExpander> {
    const known = this.outputs.get(item);
    if (known?.definition === definition) return known.tokens;
    try {
      const tokens = this.expandItem(definition, item.call, scope);
      if (tokens && definition.engine === 'declarative') this.outputs.set(item, { definition, tokens });
      return tokens;
    } catch {
      // The call is at fault, not the name that is looked up: whoever shows the call will report why.
      return undefined;
    }
  }
}

/** The number of tokens at all depths. Adds the texts that they stand in to `sources`. */
function countTokens(tokens: readonly TokenTree[], sources: Set<SourceId>): number {
  let count = tokens.length;
  for (const token of tokens) {
    if (token.kind === 'group') {
      sources.add(token.open.source).add(token.close.source);
      count += countTokens(token.tokens, sources);
    } else sources.add(token.span.source);
  }
  return count;
}
