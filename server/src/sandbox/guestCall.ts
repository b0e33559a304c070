import {
  COUNTER_EXPORT,
  GROWTH_EXPORT,
  Growth,
  PAGE_LIMIT_EXPORT,
  chargedCounter,
  fullCounter,
  readCounter,
} from './rewrite/counter';
import { ExactModules } from './exactModules';
import type { SandboxHost } from './host';
import { FreshInstance, type HostCall, type ReadyInstances } from './freshInstance';
import { BudgetSpent, priceOfBytes, priceOfCall } from './hostPrices';
import type { SandboxCall, SandboxResult } from './types';
import { Unwinding } from './unwinding';
import { CallRecord } from './wasi/callRecord';
import { environmentVariable } from './wasi/environmentVariable';
import { WasiError } from './wasi/errno';
import { GuestMemory } from './wasi/guestMemory';
import { GuestExit } from './wasi/processFunctions';
import { wasiHost, type WasiHost } from './wasi/wasiHost';
import {
  webAssembly,
  type CompiledModule,
  type WasmFunction,
  type WasmGlobal,
  type WasmInstance,
  type WasmMemory,
} from './webAssembly';

const PAGE_BYTES = 65536;
const MAXIMUM_PANIC_BYTES = 64 * 1024;

type Ending =
  | { readonly status: 'returned'; readonly output: Uint8Array }
  | { readonly status: Exclude<SandboxResult['status'], 'returned'>; readonly message: string };

/** The guest does not keep to the ABI of `types.ts`. */
class AbiError extends Error {}

/**
 * Runs one call in a fresh instance and returns when it ended, however it ended. The instance is dropped
 * afterwards: nothing of a call is left for the next one. The wall clock is not watched here; whoever runs
 * this thread ends it.
 *
 * When an instruction traps by itself, the count is lost with it. The call is then run again in exact code, and
 * ends there in the same way: whether the budget or the trap came first is known only then.
 *
 * @param ready Instances that were made before.
 * @param exactModules Where exact code is kept for the next call.
 */
export function runGuestCall(
  module: CompiledModule,
  call: SandboxCall,
  host: SandboxHost,
  ready?: ReadyInstances,
  exactModules = new ExactModules(),
): SandboxResult {
  const first = new GuestCall(call, host);
  const result = first.run(() => ready?.take(call.moduleKey, module) ?? new FreshInstance(module));
  if (!first.lostCount) return result;
  const exact = exactModules.get(call.moduleKey, module);
  if (exact === undefined) return result;
  const again = new GuestCall(call, host).run(() => new FreshInstance(exact));
  return { ...again, used: { ...again.used, wallMicros: result.used.wallMicros + again.used.wallMicros } };
}

class GuestCall {
  private readonly record = new CallRecord();
  private readonly guestMemory = new GuestMemory(
    () => this.memory(),
    (bytes) => this.charge(priceOfBytes(bytes)),
  );
  /** Made when the guest first calls a function of WASI: most macros call none, and making it takes longer than a small macro. */
  private wasi: WasiHost | undefined;
  private readonly unwinding = new Unwinding({
    call: (operation, data) => void this.function('macroscope_call')(operation, data),
    counter: () => this.counter(),
    setCounter: (value) => {
      this.setGlobal(COUNTER_EXPORT, value);
    },
    overdrawn: () => this.overdrawn() !== undefined,
    refuse: (message) => new AbiError(message),
  });
  private instance: WasmInstance | undefined;
  private variable: ReturnType<typeof environmentVariable> | undefined;
  private panic: string | undefined;
  /** The function of the guest that runs or ran last. */
  private called = '';
  /** Whether the guest trapped where nothing had stored the count. */
  lostCount = false;

  constructor(
    private readonly call: SandboxCall,
    private readonly host: SandboxHost,
  ) {}

  run(instantiate: () => FreshInstance): SandboxResult {
    const started = performance.now();
    let ending: Ending;
    try {
      const output = this.callEntry(instantiate());
      ending = this.overdrawn() ?? this.outputEnding(output);
    } catch (error) {
      ending = this.endingOf(error);
    }
    return {
      ...ending,
      used: {
        instructions: this.instructionsUsed(),
        wallMicros: Math.round((performance.now() - started) * 1000),
        memoryPages: this.memoryPages(),
        outputBytes:
          (this.wasi?.outputBytes ?? 0) + (ending.status === 'returned' ? ending.output.length : 0),
      },
      reads: this.record.reads,
      outputs: this.wasi?.outputs() ?? [],
      refusals: this.record.refusals,
      console: this.record.console,
      placeless: this.wasi?.sawFolders !== true,
    };
  }

  private readonly hostCall: HostCall = (from, name, parameters) => {
    this.charge(priceOfCall(name));
    if (from === 'wasi_snapshot_preview1' || name === 'path_canonicalize') {
      this.wasi ??= wasiHost(this.call, this.host, this.guestMemory, this.record, (price) =>
        this.charge(price),
      );
      return this.wasi.call(name, parameters);
    }
    const [first, second, third, fourth] = parameters.map(unsigned);
    if (name === 'report_panic') return this.reportPanic(first ?? 0, second ?? 0);
    if (name === 'catch_unwind') return this.unwinding.catch(first ?? 0, second ?? 0);
    if (name === 'unwind') return this.unwinding.announce();
    if (name !== 'environment_variable') throw new Error(`there is no host function ${name}`);
    this.variable ??= environmentVariable(
      this.guestMemory,
      this.call.environment,
      this.record,
      this.host.sha256,
    );
    return this.variable(first ?? 0, second ?? 0, third ?? 0, fourth ?? 0);
  };

  /** Returns a view of the output in guest memory. */
  private callEntry(fresh: FreshInstance): Uint8Array {
    const { call } = this;
    this.instance = fresh.serve(this.hostCall);
    this.setGlobal(COUNTER_EXPORT, fullCounter(call.budget.instructions, call.budget.stackUnits));
    this.setGlobal(PAGE_LIMIT_EXPORT, BigInt(call.budget.memoryPages));
    if (this.memoryPages() > call.budget.memoryPages) {
      throw new AbiError(`the module needs ${this.memoryPages()} pages of memory to start`);
    }

    if ('_initialize' in this.instance.exports) this.function('_initialize')();
    const { input } = call;
    const inputAt = this.function('macroscope_alloc')(input.length);
    if (typeof inputAt !== 'number') throw new AbiError('macroscope_alloc does not return an i32');
    this.memoryBytes(inputAt >>> 0, input.length, 'macroscope_alloc returned').set(input);

    const packed = this.function(call.entry)(inputAt, input.length);
    if (typeof packed !== 'bigint') throw new AbiError(`${call.entry} does not return an i64`);
    const outputAt = Number(BigInt.asUintN(32, packed >> 32n));
    const outputLength = Number(BigInt.asUintN(32, packed));
    return this.memoryBytes(outputAt, outputLength, `${call.entry} returned`);
  }

  private outputEnding(output: Uint8Array): Ending {
    const allowed = this.call.budget.outputBytes;
    if (output.length > allowed) {
      const message = `the output has ${output.length} bytes, allowed are ${allowed}`;
      return { status: 'output-too-large', message };
    }
    return { status: 'returned', output: output.slice() };
  }

  /**
   * What the guest's budgets say comes first, then what it said itself, then what V8 says: the order that
   * gives the same verdict wherever a trap happens to strike.
   */
  private endingOf(error: unknown): Ending {
    if (this.global(GROWTH_EXPORT)?.value === Growth.failed) {
      return { status: 'worker-failed', message: 'this machine has no memory for the macro' };
    }
    const overdrawn = this.overdrawn();
    if (overdrawn !== undefined) return overdrawn;
    if (error instanceof GuestExit) {
      return { status: 'exited', message: `the macro ended its process with code ${error.code}` };
    }
    if (error instanceof AbiError) return { status: 'invalid-module', message: error.message };
    // From a function that has no other way to say that a pointer lies outside the guest's memory.
    if (error instanceof WasiError) {
      return {
        status: 'trapped',
        message: "a host function was given a pointer outside of the module's memory",
      };
    }
    // V8 converts arguments when a function is called, and finds an i64 where the interface has an i32.
    if (error instanceof TypeError && error.message.includes('BigInt')) {
      return { status: 'invalid-module', message: `${this.called} has another signature than it should` };
    }
    // This machine had no memory for the instance or for the host's own work, its stack was smaller than the
    // counted one, or the host has a fault: not what the guest did.
    if (!(error instanceof webAssembly.RuntimeError)) {
      return { status: 'worker-failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.lostCount = this.instructionsUsed() === undefined;
    if (this.global(GROWTH_EXPORT)?.value === Growth.refused) {
      const { memoryPages } = this.call.budget;
      const message = `the macro asked for more than ${memoryPages} pages of memory`;
      return { status: 'out-of-memory', message };
    }
    if (this.panic !== undefined) return { status: 'panicked', message: this.panic };
    return { status: 'trapped', message: error.message };
  }

  private overdrawn(): Ending | undefined {
    const counter = this.counter();
    if (counter === undefined) return undefined;
    const { isKnown, instructionsLeft, stackOverdrawn } = readCounter(counter);
    if (stackOverdrawn) return { status: 'out-of-stack', message: 'the macro used up the stack' };
    if (!isKnown || instructionsLeft >= 0) return undefined;
    const message = `the macro executed more than ${this.call.budget.instructions} instructions`;
    return { status: 'out-of-instructions', message };
  }

  /** Undefined when the module does not count, or when a trap has taken the count along. */
  private instructionsUsed(): number | undefined {
    const counter = this.counter();
    if (counter === undefined) return undefined;
    const { isKnown, instructionsLeft } = readCounter(counter);
    const full = readCounter(fullCounter(this.call.budget.instructions));
    return isKnown ? full.instructionsLeft - instructionsLeft : undefined;
  }

  /** While the guest calls the host, the counter is where the host finds it. */
  private charge(instructions: number): void {
    const counter = this.counter();
    if (counter === undefined) return;
    const charged = chargedCounter(counter, instructions);
    this.setGlobal(COUNTER_EXPORT, charged);
    if (readCounter(charged).instructionsLeft < 0) throw new BudgetSpent();
  }

  private reportPanic(pointer: number, length: number): void {
    try {
      const bytes = this.guestMemory.bytes(pointer, Math.min(length, MAXIMUM_PANIC_BYTES));
      this.panic = new TextDecoder().decode(bytes);
    } catch (error) {
      if (!(error instanceof WasiError)) throw error;
      this.panic = 'the macro panicked with a message that lies outside its memory';
    }
  }

  private memoryBytes(pointer: number, length: number, what: string): Uint8Array {
    const { buffer } = this.memory();
    if (pointer + length > buffer.byteLength) {
      throw new AbiError(`${what} ${length} bytes at ${pointer}, outside the module's memory`);
    }
    return new Uint8Array(buffer, pointer, length);
  }

  private function(name: string): WasmFunction {
    const value = this.instance?.exports[name];
    if (typeof value !== 'function') throw new AbiError(`the module exports no function ${name}`);
    this.called = name;
    return value as WasmFunction;
  }

  private memory(): WasmMemory {
    const memory = this.instance?.exports.memory;
    if (memory instanceof webAssembly.Memory) return memory;
    throw new AbiError('the module exports no memory');
  }

  private memoryPages(): number {
    const memory = this.instance?.exports.memory;
    return memory instanceof webAssembly.Memory ? memory.buffer.byteLength / PAGE_BYTES : 0;
  }

  private global(name: string): WasmGlobal | undefined {
    return this.instance?.exports[name] as WasmGlobal | undefined;
  }

  private setGlobal(name: string, value: bigint): void {
    const global = this.global(name);
    if (global !== undefined) global.value = value;
  }

  private counter(): bigint | undefined {
    return this.global(COUNTER_EXPORT)?.value as bigint | undefined;
  }
}

/** Pointers and lengths arrive as signed i32. */
function unsigned(value: number | bigint | undefined): number {
  return Number(value) >>> 0;
}
