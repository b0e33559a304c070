import { GUEST_IMPORTS } from './guestImports';
import { originalOf } from './rewrite/originalSection';
import { rewriteModuleExactly } from './rewrite/rewriteModule';
import { webAssembly, type CompiledModule } from './webAssembly';

const exactModules = new WeakMap<CompiledModule, CompiledModule>();

/**
 * The same module in the code that has an exact count also where an instruction traps by itself (rule 5 in
 * `rewrite/rewriteFunction.ts`). Made when it is first needed, in the worker that needs it.
 *
 * @param module What the rewriter made. Of any other there is no exact code.
 */
export function exactModule(module: CompiledModule): CompiledModule | undefined {
  const known = exactModules.get(module);
  if (known !== undefined) return known;
  const original = originalOf(module);
  if (original === undefined) return undefined;
  const exact = new webAssembly.Module(rewriteModuleExactly(original, GUEST_IMPORTS));
  exactModules.set(module, exact);
  return exact;
}
