import { GUEST_IMPORTS } from './guestImports';
import { originalOf } from './rewrite/originalSection';
import { rewriteModuleExactly } from './rewrite/rewriteModule';
import { webAssembly, type CompiledModule } from './webAssembly';

/** As many modules have exact code in each worker. Macros that panic on what is being typed do so again and again. */
const KEPT_MODULES = 4;

/**
 * Modules in the code that has an exact count also where an instruction traps by itself (rule 5 in
 * `rewrite/rewriteFunction.ts`). Each is made when it is first needed, and kept under its key: the module itself is another
 * object in every message that brings it to a worker.
 */
export class ExactModules {
  /** By module key, the one used last at the end. */
  private readonly kept = new Map<string, CompiledModule>();

  /**
   * @param module What the rewriter made. Of any other there is no exact code.
   */
  get(key: string, module: CompiledModule): CompiledModule | undefined {
    const exact = this.kept.get(key) ?? make(module);
    if (exact === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, exact);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_MODULES && oldest !== undefined) this.kept.delete(oldest);
    return exact;
  }
}

function make(module: CompiledModule): CompiledModule | undefined {
  const original = originalOf(module);
  return original && new webAssembly.Module(rewriteModuleExactly(original, GUEST_IMPORTS));
}
