import type { Sandbox } from '../sandbox/types';
import type { MacroModule } from '../toolchain/types';

/** So many modules are compiled before anybody needs them: each takes 5 to 10 MB of memory from then on. */
const maximumModules = 8;

/**
 * Compiles modules of procedural macros ahead of their first call, which would take four times as long otherwise: it would wait for a worker to start,
 * for the store and for V8. One after the other, so that a hover always finds a worker.
 */
export class ModulesAhead {
  private readonly keys = new Set<string>();
  private last: Promise<void> = Promise.resolve();

  /** `signal`: fires when no more modules shall be compiled. */
  constructor(
    private readonly sandbox: Pick<Sandbox, 'prepare'>,
    private readonly signal: AbortSignal,
  ) {}

  /** Has a module compiled once those before it are. */
  add(module: MacroModule | undefined): void {
    if (!module || this.keys.has(module.key) || this.keys.size >= maximumModules) return;
    this.keys.add(module.key);
    this.last = this.last.then(() => (this.signal.aborted ? undefined : this.sandbox.prepare(module.key)));
  }
}
