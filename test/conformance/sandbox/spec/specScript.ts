/** Runs one script of the suite in both worlds, with the functions that it expects to find, and compares as it goes. */
import { runInNewContext } from 'node:vm';
import type { Bits } from './losslessCall';
import { kindsOf } from './losslessCall';
import { SpecWorlds, type Loaded, type Outcome, type SpecModule, type Step } from './specWorlds';

export interface SpecReport {
  scripts: number;
  /** Modules that ran in both worlds. */
  modules: number;
  /** Assertions that were checked in both worlds. */
  assertions: number;
  /** Assertions about modules that are refused. */
  skipped: number;
  /** Modules that are wrong on purpose, and were refused. */
  invalid: number;
  /** Wrong texts that wabt does not read, so that there is nothing to refuse. */
  malformed: number;
  /** Other texts that wabt cannot read. */
  unreadable: number;
  /** By reason: how many valid modules were refused. */
  readonly refused: Map<string, number>;
  readonly differences: string[];
}

/** A value of a script: an argument or what is expected. */
type Written = Bits | { readonly other: string } | number | bigint | string | null;

type Acted = Step<Outcome>;

/** Bits of the NaN that the specification calls canonical, without its sign. */
const CANONICAL: Readonly<Record<string, bigint>> = { f32: 0x7fc00000n, f64: 0x7ff8000000000000n };
const WIDTH: Readonly<Record<string, number>> = { f32: 32, f64: 64 };

export function runScript(name: string, source: string, report: SpecReport): void {
  const script = new SpecScript(name, report);
  try {
    runInNewContext(source, script.functions());
  } catch (error) {
    report.differences.push(
      `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  script.finish();
  report.scripts++;
}

class SpecScript {
  private readonly worlds = new SpecWorlds();
  private assertion = 0;

  constructor(
    private readonly name: string,
    private readonly report: SpecReport,
  ) {}

  functions(): Record<string, unknown> {
    const other = (what: string) => () => ({ other: what });
    return {
      instantiate: (text: string) => this.instantiate(text),
      register: (target: Loaded | string, name: string) => {
        const module = this.moduleOf(target);
        if (module !== undefined) this.worlds.register(module, name);
      },
      invoke: (target: Loaded | string, field: string, parameters: Written[]) =>
        this.invoke(target, field, parameters),
      get: (target: Loaded | string, field: string) => this.get(target, field),
      value: (type: string, value: number | bigint) => bitsOf(type, value),
      bytes: (type: string, bytes: number[]): Bits => ({
        type,
        bits: bytes.reduceRight((bits, byte) => (bits << 8n) | BigInt(byte), 0n),
      }),
      assert_return: (act: () => Acted, expected: Written[]) => this.assertReturn(act(), expected),
      assert_trap: (act: () => Acted) => this.assertEnd(act(), 'trapped'),
      assert_exhaustion: (act: () => Acted) => this.assertEnd(act(), 'exhausted'),
      assert_exception: (act: () => Acted) => this.assertEnd(act(), 'trapped'),
      assert_invalid: (act: () => Loaded) => this.assertRefused(act),
      assert_malformed: (act: () => Loaded) => this.assertRefused(act),
      assert_unlinkable: (act: () => Loaded) => this.assertRefused(act),
      // What the scripts ask about the engine: nothing beyond the standard.
      wasmMultiMemoryEnabled: () => false,
      partialOobWriteMayWritePartialData: () => false,
      ...Object.fromEntries(
        ['externref', 'hostref', 'i8x16', 'i16x8', 'i32x4', 'i64x2', 'f32x4', 'f64x2', 'either'].map(
          (name) => [name, other(name)],
        ),
      ),
      ...Object.fromEntries(
        ['F32x4Pattern', 'F64x2Pattern', 'RefWithType', 'ExternRefResult'].map((name) => [name, Object]),
      ),
    };
  }

  finish(): void {
    for (const difference of this.worlds.stateDifferences()) this.differ(difference);
  }

  private instantiate(text: string): Loaded {
    const loaded = this.worlds.load(text);
    if (loaded.kind === 'ran') {
      if (loaded.module) this.report.modules++;
    } else if (loaded.kind === 'unreadable') this.report.unreadable++;
    else {
      const reason = generalReason(loaded.reason);
      this.report.refused.set(reason, (this.report.refused.get(reason) ?? 0) + 1);
    }
    return loaded;
  }

  private moduleOf(target: Loaded | string): SpecModule | undefined {
    if (typeof target === 'string') return this.worlds.named(target);
    return target.kind === 'ran' ? target.module : undefined;
  }

  private invoke(target: Loaded | string, field: string, parameters: readonly Written[]): Acted {
    const module = this.moduleOf(target);
    if (module === undefined) return { kind: 'refused', reason: 'its module is refused' };
    const [taken] = kindsOf(module.signatures.get(field) ?? '');
    const acted = this.worlds.call(
      module,
      field,
      parameters.map((value, index) => writtenBits(value, taken[index]?.type ?? '')),
    );
    // Also when nothing is asserted: a script may call a function for what it does to the memory.
    if (acted.kind === 'ran') this.compare(acted.original, acted.rewritten, field);
    return acted;
  }

  private get(target: Loaded | string, field: string): Acted {
    const module = this.moduleOf(target);
    if (module === undefined) return { kind: 'refused', reason: 'its module is refused' };
    const read = ({ exports }: SpecModule['original']): Outcome => {
      const value = (exports[field] as { value: number | bigint }).value;
      return { kind: 'returned', values: [bitsOf(typeof value === 'bigint' ? 'i64' : 'number', value)] };
    };
    return { kind: 'ran', original: read(module.original), rewritten: read(module.rewritten) };
  }

  private assertReturn(acted: Acted, expected: readonly Written[]): void {
    const ran = this.checked(acted);
    if (ran === undefined) return;
    for (const [world, outcome] of [
      ['as it is', ran.original],
      ['rewritten', ran.rewritten],
    ] as const) {
      const matches =
        outcome.kind === 'returned' &&
        outcome.values.length === expected.length &&
        outcome.values.every((value, index) => isExpected(value, expected[index] ?? null));
      if (!matches)
        this.differ(`${world} it is ${show(outcome)}, expected ${expected.map(showWritten).join()}`);
    }
  }

  private assertEnd(acted: Acted, kind: Outcome['kind']): void {
    const ran = this.checked(acted);
    if (ran === undefined) return;
    if (ran.original.kind !== kind || ran.rewritten.kind !== kind)
      this.differ(`${show(ran.original)} and ${show(ran.rewritten)}, expected ${kind}`);
    this.compare(ran.original, ran.rewritten, 'module');
  }

  /** A module that is not valid must not come out of the rewriter. */
  private assertRefused(act: () => Loaded): void {
    const before = new Map(this.report.refused);
    const { kind } = act();
    this.assertion++;
    if (kind === 'ran') this.differ('a module that is wrong was accepted');
    if (kind === 'refused') this.report.invalid++;
    if (kind === 'unreadable') {
      this.report.malformed++;
      this.report.unreadable--;
    }
    // Not a refusal of something that is right.
    this.report.refused.clear();
    for (const [reason, count] of before) this.report.refused.set(reason, count);
  }

  private checked(acted: Acted): (Acted & { kind: 'ran' }) | undefined {
    this.assertion++;
    if (acted.kind === 'ran') {
      this.report.assertions++;
      return acted;
    }
    this.report.skipped++;
    return undefined;
  }

  private compare(original: Outcome, rewritten: Outcome, what: string): void {
    const same =
      original.kind === 'returned' && rewritten.kind === 'returned'
        ? original.values.length === rewritten.values.length &&
          original.values.every((value, index) => sameBits(value, rewritten.values[index]))
        : show(original) === show(rewritten);
    if (!same) this.differ(`${what}: ${show(rewritten)} for ${show(original)}`);
  }

  private differ(text: string): void {
    this.report.differences.push(`${this.name}, assertion ${this.assertion}: ${text}`);
  }
}

function bitsOf(type: string, value: number | bigint): Bits {
  if (typeof value === 'bigint') return { type: 'i64', bits: BigInt.asUintN(64, value) };
  const view = new DataView(new ArrayBuffer(8));
  switch (type) {
    case 'f32':
      view.setFloat32(0, value);
      return { type, bits: BigInt(view.getUint32(0)) };
    case 'f64':
      view.setFloat64(0, value);
      return { type, bits: view.getBigUint64(0) };
    case 'i32':
      return { type, bits: BigInt.asUintN(32, BigInt(value)) };
    default:
      // A global that JavaScript read: its type is not seen.
      view.setFloat64(0, value);
      return { type: 'number', bits: view.getBigUint64(0) };
  }
}

function writtenBits(value: Written, type: string): bigint {
  if (typeof value === 'bigint' || typeof value === 'number') return bitsOf(type, value).bits;
  if (typeof value === 'object' && value !== null && 'bits' in value) return value.bits;
  throw new Error(`${showWritten(value)} is no argument for ${type}`);
}

function isExpected({ type, bits }: Bits, expected: Written): boolean {
  if (expected === 'canonical_nan') return isCanonical(type, bits);
  if (expected === 'arithmetic_nan') return (bits & (CANONICAL[type] ?? 0n)) === CANONICAL[type];
  if (typeof expected === 'bigint' || typeof expected === 'number')
    return bits === bitsOf(type, expected).bits;
  if (typeof expected !== 'object' || expected === null || !('bits' in expected)) return false;
  if (type === 'number') return bits === bitsOf('number', numberOf(expected)).bits;
  return bits === expected.bits;
}

function numberOf({ type, bits }: Bits): number {
  const view = new DataView(new ArrayBuffer(8));
  if (type === 'i32') return Number(BigInt.asIntN(32, bits));
  if (type === 'f32') {
    view.setUint32(0, Number(bits));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

function isCanonical(type: string, bits: bigint): boolean {
  const width = WIDTH[type];
  return width !== undefined && BigInt.asUintN(width - 1, bits) === CANONICAL[type];
}

/** Where the specification leaves the bits of a NaN open, the rewritten module must have the canonical one, the positive. */
function sameBits(original: Bits, rewritten: Bits | undefined): boolean {
  if (rewritten === undefined || original.type !== rewritten.type) return false;
  if (original.bits === rewritten.bits) return true;
  const nan = CANONICAL[original.type];
  const width = WIDTH[original.type];
  if (nan === undefined || width === undefined) return false;
  const infinity = nan & (nan << 1n) & BigInt.asUintN(width - 1, -1n);
  const isNaN = BigInt.asUintN(width - 1, original.bits) > infinity;
  return isNaN && rewritten.bits === nan;
}

function show(outcome: Outcome): string {
  if (outcome.kind === 'returned') return `returned ${outcome.values.map(showWritten).join()}`;
  return outcome.kind === 'trapped' ? `trapped: ${outcome.message}` : outcome.kind;
}

function showWritten(value: Written): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return 'bits' in value ? `${value.type} 0x${value.bits.toString(16)}` : value.other;
}

/** A reason without the names and numbers of the one module. */
function generalReason(reason: string): string {
  return reason
    .replace(/^it imports (\S+), which does not exist$/, 'it imports a function of a refused module')
    .replace(/ \((?!type|instruction|a t|element|tag).*\)$/, '')
    .replace(/\d{4,}/, 'n');
}
