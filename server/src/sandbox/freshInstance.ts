import { webAssembly, type CompiledModule, type WasmImports, type WasmInstance } from './webAssembly';

/** Answers a guest's call of a function that it imports, by module and name. What it throws ends the guest. */
export type HostCall = (from: string, name: string, parameters: (number | bigint)[]) => unknown;

/**
 * An instance in which no code has run yet. Which call of the sandbox it serves is settled afterwards, so that
 * it can be made before there is one.
 */
export class FreshInstance {
  readonly instance: WasmInstance;
  private hostCall: HostCall = () => {
    throw new Error('the instance serves no call');
  };

  /** @throws RuntimeError when the module's data does not fit its memory; RangeError when this machine has none. */
  constructor(module: CompiledModule) {
    const imports: WasmImports = {};
    for (const { module: from, name } of webAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = (...parameters) => this.hostCall(from, name, parameters);
    }
    this.instance = new webAssembly.Instance(module, imports);
  }

  /** The instance with its imports answered by `hostCall`. */
  serve(hostCall: HostCall): WasmInstance {
    this.hostCall = hostCall;
    return this.instance;
  }
}

/** As many modules have an instance ready in each worker. */
const READY_INSTANCES = 4;

/** The memory of one that is ready, at most. A macro starts with about 20 pages. */
const READY_BYTES = 16 * 1024 * 1024;

/**
 * Instances that are made ahead: making one takes about as long as a small macro, and between two calls nobody
 * waits. Each is taken once, so every call has a fresh one.
 */
export class ReadyInstances {
  /** By module key, the one made last at the end. */
  private readonly ready = new Map<string, FreshInstance>();

  /** A fresh instance, ready or new. Throws what `FreshInstance` throws. */
  take(key: string, module: CompiledModule): FreshInstance {
    const ready = this.ready.get(key);
    this.ready.delete(key);
    return ready ?? new FreshInstance(module);
  }

  /** Makes one for the next call of a module. */
  prepare(key: string, module: CompiledModule): void {
    try {
      const made = new FreshInstance(module);
      const { memory } = made.instance.exports;
      if (memory instanceof webAssembly.Memory && memory.buffer.byteLength > READY_BYTES) return;
      this.ready.set(key, made);
    } catch {
      // The call that needs one will find out why.
      return;
    }
    const [oldest] = this.ready.keys();
    if (this.ready.size > READY_INSTANCES && oldest !== undefined) this.ready.delete(oldest);
  }
}
