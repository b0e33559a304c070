/** Macro calls in the place of items: what they add to their module and to the textual chain. */
import type { Crates } from './crates';
import type { ItemExpander, MacroDefinition, Scope } from './definition';
import type { CallItem } from './itemTree';
import { Contents } from './module';
import type { Declaration, Module } from './module';
import type { QueryMemo } from './queryMemo';

/** `written`: only what stands in files. `expanded`: also what macro calls in item position produce. */
export type Phase = 'written' | 'expanded';

/** Calls nested in the output of calls deeper than this stay unexpanded, so that a macro that calls itself for ever ends. */
const maximalExpansions = 32;

/** Finds the macro of a call. */
export type ResolveCall = (declaration: Declaration<CallItem>, scope: Scope) => MacroDefinition | undefined;

export class ItemExpansion {
  constructor(
    private readonly crates: Crates,
    private readonly memo: QueryMemo,
    private readonly expandItem: ItemExpander,
    private readonly resolveCall: ResolveCall,
  ) {}

  /** The declarations in the output of a call; undefined for a macro that is unknown or cannot be expanded. */
  expand(declaration: Declaration<CallItem>): Contents | undefined {
    const state = this.crates.state(declaration.module.crate);
    return this.memo.ask(state.expansions, declaration, () => {
      const { item, module, before, expansions } = declaration;
      if (expansions >= maximalExpansions) return undefined;
      const scope = { crate: module.crate, module, textual: before };
      const definition = this.resolveCall(declaration, scope);
      const tokens = definition && this.output(definition, item, scope);
      return tokens && new Contents(module, tokens, before, state.holds, expansions + 1);
    });
  }

  /** What declares the names of a module: its text, then one after the other the outputs of the macro calls in it. */
  *layers(module: Module, phase: Phase): Generator<Contents> {
    yield module.written;
    if (phase === 'written') return;
    const pending = [module.written];
    for (const contents of pending) {
      for (const call of contents.calls) {
        const produced = this.expand(call);
        if (!produced) continue;
        pending.push(produced);
        yield produced;
      }
    }
  }

  private output(definition: MacroDefinition, item: CallItem, scope: Scope): ReturnType<ItemExpander> {
    try {
      return this.expandItem(definition, item.path, item.input, scope);
    } catch {
      // The call is at fault, not the name that is looked up: whoever shows the call will report why.
      return undefined;
    }
  }
}
