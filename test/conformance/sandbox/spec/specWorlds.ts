/**
 * Two worlds for one test script: in one every module runs as it is, in the other as the rewriter makes it. Instances import from their own world only.
 */
import wabt from 'wabt';
import {
  COUNTER_EXPORT,
  PAGE_LIMIT_EXPORT,
  fullCounter,
  readCounter,
} from '../../../../server/src/sandbox/rewrite/counter';
import { InvalidModule } from '../../../../server/src/sandbox/rewrite/invalidModule';
import { readSections, signatureOf } from '../../../../server/src/sandbox/rewrite/moduleSections';
import { rewriteModule } from '../../../../server/src/sandbox/rewrite/rewriteModule';
import {
  webAssembly,
  type WasmFunction,
  type WasmGlobal,
  type WasmInstance,
} from '../../../../server/src/sandbox/webAssembly';
import { losslessCall, type Bits } from './losslessCall';

const toolkit = await wabt();

const PLENTY = 2 ** 40;
const ALL_PAGES = 65536n;

/** The functions that the suite's scripts may import, with their signatures. */
const SPECTEST = new Map([
  ['spectest.print', ':'],
  ['spectest.print_i32', 'i:'],
  ['spectest.print_i64', 'I:'],
  ['spectest.print_f32', 'f:'],
  ['spectest.print_f64', 'F:'],
  ['spectest.print_i32_f32', 'if:'],
  ['spectest.print_f64_f64', 'FF:'],
]);

/** How a call ended. `exhausted` is the end of the stack, whoever noticed it. */
export type Outcome =
  | { readonly kind: 'returned'; readonly values: readonly Bits[] }
  | { readonly kind: 'trapped'; readonly message: string }
  | { readonly kind: 'exhausted' };

/** What became of a module of a script, or of a call of one. */
export type Step<Result> =
  | { readonly kind: 'ran'; readonly original: Result; readonly rewritten: Result }
  /** The rewriter does not run the module, or one that it imports from. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** wabt cannot read the text. */
  | { readonly kind: 'unreadable' };

/** A module in both worlds. */
export interface SpecModule {
  readonly signatures: ReadonlyMap<string, string>;
  readonly original: WasmInstance;
  readonly rewritten: WasmInstance;
}

export type Loaded = Step<Outcome> & { readonly module?: SpecModule };

export class SpecWorlds {
  private readonly registered = new Map<string, SpecModule>();
  private readonly modules: SpecModule[] = [];

  load(text: string): Loaded {
    const bytes = binaryOf(text);
    if (bytes === undefined) return { kind: 'unreadable' };
    const allowed = new Map(SPECTEST);
    for (const [name, { signatures }] of this.registered) {
      for (const [field, signature] of signatures) allowed.set(`${name}.${field}`, signature);
    }
    let rewritten: Uint8Array;
    try {
      rewritten = rewriteModule(bytes, allowed);
    } catch (error) {
      if (error instanceof InvalidModule) return { kind: 'refused', reason: error.message };
      throw error;
    }
    const { exports, types, functionTypes } = readSections(bytes, allowed);
    const signatures = new Map<string, string>();
    for (const { name, kind, index } of exports) {
      const type = types[functionTypes[index] ?? -1];
      if (kind === 0 && type !== undefined) signatures.set(name, signatureOf(type));
    }
    const [first, second] = [this.instantiate(bytes, 'original'), this.instantiate(rewritten, 'rewritten')];
    const nothing: Outcome = { kind: 'returned', values: [] };
    if (!('exports' in first) || !('exports' in second)) {
      const outcome = (made: WasmInstance | Outcome): Outcome => ('exports' in made ? nothing : made);
      return { kind: 'ran', original: outcome(first), rewritten: outcome(second) };
    }
    const module = { signatures, original: first, rewritten: second };
    const limit = second.exports[PAGE_LIMIT_EXPORT] as WasmGlobal;
    limit.value = ALL_PAGES;
    this.modules.push(module);
    return { kind: 'ran', original: nothing, rewritten: nothing, module };
  }

  register(module: SpecModule, name: string): void {
    this.registered.set(name, module);
  }

  named(name: string): SpecModule | undefined {
    return this.registered.get(name);
  }

  /** @param parameters The bits of the arguments. */
  call(module: SpecModule, field: string, parameters: readonly bigint[]): Step<Outcome> {
    const signature = module.signatures.get(field);
    if (signature === undefined) throw new Error(`there is no function ${field}`);
    for (const { rewritten } of this.modules) {
      const counter = rewritten.exports[COUNTER_EXPORT] as WasmGlobal;
      counter.value = fullCounter(PLENTY);
    }
    return {
      kind: 'ran',
      original: this.run(module.original, field, signature, parameters),
      rewritten: this.run(module.rewritten, field, signature, parameters),
    };
  }

  /** The places where memories and globals that a module exports differ between the worlds. */
  stateDifferences(): string[] {
    return this.modules.flatMap(({ original, rewritten }) =>
      Object.entries(original.exports).flatMap(([name, value]) => {
        const other = rewritten.exports[name];
        const same =
          value instanceof webAssembly.Memory && other instanceof webAssembly.Memory
            ? Buffer.compare(new Uint8Array(value.buffer), new Uint8Array(other.buffer)) === 0
            : typeof value === 'function' || Object.is(valueOf(value), valueOf(other));
        return same ? [] : [`exported ${name} differs at the end`];
      }),
    );
  }

  private instantiate(bytes: Uint8Array, world: 'original' | 'rewritten'): WasmInstance | Outcome {
    const print: WasmFunction = () => undefined;
    const imports: Record<string, Record<string, WasmFunction>> = {
      spectest: Object.fromEntries(
        [...SPECTEST.keys()].map((name) => [name.slice('spectest.'.length), print]),
      ),
    };
    for (const [name, module] of this.registered) {
      imports[name] = module[world].exports as Record<string, WasmFunction>;
    }
    try {
      return new webAssembly.Instance(new webAssembly.Module(bytes), imports);
    } catch (error) {
      return failure(error, undefined);
    }
  }

  private run(
    { exports }: WasmInstance,
    field: string,
    signature: string,
    parameters: readonly bigint[],
  ): Outcome {
    try {
      return {
        kind: 'returned',
        values: losslessCall(exports[field] as WasmFunction, signature, parameters),
      };
    } catch (error) {
      return failure(error, exports[COUNTER_EXPORT] as WasmGlobal | undefined);
    }
  }
}

function failure(error: unknown, counter: WasmGlobal | undefined): Outcome {
  if (error instanceof RangeError) return { kind: 'exhausted' };
  if (counter !== undefined && readCounter(counter.value as bigint).stackOverdrawn)
    return { kind: 'exhausted' };
  if (error instanceof webAssembly.RuntimeError) return { kind: 'trapped', message: error.message };
  throw error;
}

function valueOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined;
}

/** The module that a text describes, valid or not. */
function binaryOf(text: string): Uint8Array | undefined {
  if (/^\s*\(module\s+(\$\S+\s+)?binary\b/.test(text)) return spelledBytes(text);
  const features = { exceptions: true, tail_call: true, extended_const: true, memory64: true, threads: true };
  try {
    const module = toolkit.parseWat('spec.wat', text, features);
    module.resolveNames();
    return new Uint8Array(module.toBinary({}).buffer);
  } catch {
    return undefined;
  }
}

/** The bytes of `(module binary "\\00asm" …)`, which wabt would check before it hands them out. */
function spelledBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const [, comment, string = ''] of text.matchAll(/(;;.*)|"((?:[^"\\]|\\.)*)"/g)) {
    if (comment !== undefined) continue;
    for (const [, hexadecimal, escaped, plain = ''] of string.matchAll(
      /\\([0-9a-fA-F]{2})|\\(.)|([^\\])/gu,
    )) {
      if (hexadecimal !== undefined) bytes.push(parseInt(hexadecimal, 16));
      else bytes.push(...new TextEncoder().encode(escaped ?? plain));
    }
  }
  return Uint8Array.from(bytes);
}
