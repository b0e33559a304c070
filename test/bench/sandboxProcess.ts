/**
 * One process of the sandbox's benchmark, so that V8 can be given flags, and begins cold. Prints JSON.
 *
 *     node bench.mjs sandbox-process warm ROUNDS INPUT ENTRY NAME=FILE ...   each module in turn
 *     node bench.mjs sandbox-process cold INPUT ENTRY FILE                   compiling, and the first call
 *     node bench.mjs sandbox-process rewrite FILE                            the rewriter's first time, and its best
 */
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { GUEST_IMPORTS } from '../../server/src/sandbox/guestImports';
import { COUNTER_EXPORT, PAGE_LIMIT_EXPORT, fullCounter } from '../../server/src/sandbox/rewrite/counter';
import { rewriteModule } from '../../server/src/sandbox/rewrite/rewriteModule';
import {
  webAssembly,
  type CompiledModule,
  type WasmFunction,
  type WasmGlobal,
  type WasmMemory,
} from '../../server/src/sandbox/webAssembly';
import type { ProcessFigures, WarmFigures } from './sandboxFigures';

/** In every so many rounds a module takes part that counts in its host, which takes ten times as long. */
const slowEvery = 20;

/**
 * One call in a fresh instance, and nothing else: a host whose functions do nothing, so that modules of other
 * rewriters run, too. The macros that are measured ask it for nothing that matters.
 */
class Guest {
  private readonly imports: Record<string, Record<string, WasmFunction>> = {};

  constructor(
    private readonly module: CompiledModule,
    private readonly entry: string,
    private readonly input: Uint8Array,
  ) {
    for (const name of GUEST_IMPORTS.keys()) {
      const [from = '', field = ''] = name.split('.');
      (this.imports[from] ??= {})[field] = () => 0;
    }
    let gas = 0;
    this.imports['metering'] = { usegas: (amount) => void (gas += Number(amount)) };
  }

  /** Gives the milliseconds that it took, and the length of the output. */
  call(): [millis: number, outputLength: number] {
    const started = performance.now();
    const { exports } = new webAssembly.Instance(this.module, this.imports);
    const counter = exports[COUNTER_EXPORT] as WasmGlobal | undefined;
    const pages = exports[PAGE_LIMIT_EXPORT] as WasmGlobal | undefined;
    if (counter !== undefined) counter.value = fullCounter(2 ** 45);
    if (pages !== undefined) pages.value = 65536n;
    if ('_initialize' in exports) (exports['_initialize'] as WasmFunction)();
    const at = Number((exports['macroscope_alloc'] as WasmFunction)(this.input.length));
    new Uint8Array((exports['memory'] as WasmMemory).buffer, at >>> 0, this.input.length).set(this.input);
    const packed = (exports[this.entry] as WasmFunction)(at, this.input.length);
    return [performance.now() - started, Number(BigInt.asUintN(32, packed as bigint))];
  }
}

function warm(rounds: number, input: Uint8Array, entry: string, files: readonly string[]): WarmFigures {
  const guests = files.map((file) => {
    const [name = '', path = ''] = file.split('=');
    return { name, guest: new Guest(new webAssembly.Module(readFileSync(path)), entry, input) };
  });
  const times = new Map(guests.map(({ name }) => [name, [] as number[]]));
  const lengths = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    for (const { name, guest } of shuffled(guests)) {
      if (name === 'wasm-metering' && round % slowEvery !== 0) continue;
      const [millis, outputLength] = guest.call();
      lengths.add(outputLength);
      times.get(name)?.push(millis);
    }
  }
  if (lengths.size !== 1) throw new Error('the modules do not compute the same');
  return Object.fromEntries(
    [...times].map(([name, list]) => {
      // The first third is when V8 optimises.
      const late = list.slice(Math.floor(list.length / 3)).sort((a, b) => a - b);
      return [name, { best: late[Math.floor(late.length / 50)] ?? 0, median: late[late.length >> 1] ?? 0 }];
    }),
  );
}

function cold(input: Uint8Array, entry: string, file: string): number {
  const bytes = readFileSync(file);
  const started = performance.now();
  new Guest(new webAssembly.Module(bytes), entry, input).call();
  return performance.now() - started;
}

function rewrite(file: string): { first: number; best: number } {
  const bytes = new Uint8Array(readFileSync(file));
  const times = Array.from({ length: 25 }, () => {
    const started = performance.now();
    rewriteModule(bytes, GUEST_IMPORTS);
    return performance.now() - started;
  });
  return { first: times[0] ?? 0, best: Math.min(...times) };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [list[last], list[other]] = [list[other] as Item, list[last] as Item];
  }
  return list;
}

try {
  setPriority(-10);
} catch {
  // Only root may; the figures are then noisier.
}
const [, what, ...words] = process.argv.slice(2);
const figures = ((): ProcessFigures => {
  switch (what) {
    case 'warm': {
      const [rounds, input = '', entry = '', ...files] = words;
      return { warm: warm(Number(rounds), readFileSync(input), entry, files) };
    }
    case 'cold': {
      const [input = '', entry = '', file = ''] = words;
      return { cold: cold(readFileSync(input), entry, file) };
    }
    default:
      return { rewrite: rewrite(words[0] ?? '') };
  }
})();
console.log(JSON.stringify(figures));
