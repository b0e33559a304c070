/** Textual scope (Reference, "Macros by example: scoping by textual order"): the chain of `macro_rules!` before a place. */
import type { Crates } from './crates';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { CallItem, MacroItem, ModuleItem } from './itemTree';
import type { Declaration, Module, TextualNode } from './module';

/**
 * The `macro_rules!` of the chain, nearest first, with those of `#[macro_use]` modules, and in the phase `expanded` those that
 * macro calls define. With a name, files in which no macro of that name is written may be left out in the other phases.
 */
export function* textualMacros(
  start: TextualNode,
  phase: Phase,
  crates: Crates,
  expansion: ItemExpansion,
  name?: string,
): Generator<Declaration<MacroItem>> {
  let node: TextualNode | undefined = start;
  let lastProducer: Module | undefined;
  let outputs: ReturnType<ItemExpansion['outputsOf']> | undefined;
  while (node) {
    const { entry }: TextualNode = node;
    node = phase === 'expanded' ? node.parent : node.writtenParent;
    switch (entry?.item.kind) {
      case 'macro':
        yield entry as Declaration<MacroItem>;
        break;
      case 'module': {
        const state = crates.state(entry.module.crate);
        const sought = phase === 'expanded' ? undefined : name;
        // The module's own chain begins where the module is declared, so following it leads back here.
        const child = state.macroUseModule(entry as Declaration<ModuleItem>, sought);
        if (child) node = child.written.textualEnd;
        break;
      }
      case 'call': {
        if (phase !== 'expanded') break;
        if (entry.module !== lastProducer) outputs = expansion.outputsOf(entry.module);
        lastProducer = entry.module;
        node = outputs?.get(entry as Declaration<CallItem>)?.textualEnd ?? node;
      }
    }
  }
}
