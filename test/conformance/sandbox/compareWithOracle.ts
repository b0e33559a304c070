/**
 * Runs all exports of a module as it is, rewritten, and counted by the oracle, and reports where they differ.
 */
import { createHash } from 'node:crypto';
import {
  COUNTER_EXPORT,
  PAGE_LIMIT_EXPORT,
  fullCounter,
  readCounter,
} from '../../../server/src/sandbox/rewrite/counter';
import { InvalidModule } from '../../../server/src/sandbox/rewrite/invalidModule';
import { readSections, signatureOf } from '../../../server/src/sandbox/rewrite/moduleSections';
import { rewriteModule, rewriteModuleExactly } from '../../../server/src/sandbox/rewrite/rewriteModule';
import {
  webAssembly,
  type WasmFunction,
  type WasmGlobal,
  type WasmImports,
  type WasmInstance,
} from '../../../server/src/sandbox/webAssembly';
import { oracleOf } from './countingOracle';

export interface Comparison {
  /** Calls that returned. */
  completed: number;
  /** Calls that trapped, and how many of those lost their count, so that only exact code has it. */
  trapped: number;
  recounted: number;
  budgets: number;
  refused: string[];
  differences: string[];
}

const PLENTY = 2 ** 40;
const LOGS = new Map([
  ['fuzzing-support.log-i32', 'i:'],
  ['fuzzing-support.log-i64', 'I:'],
  ['fuzzing-support.log-f32', 'f:'],
  ['fuzzing-support.log-f64', 'F:'],
]);

type Export = [name: string, parameters: (number | bigint)[]];

export function compareWithOracle(name: string, module: Uint8Array, into: Comparison): void {
  let rewritten: Uint8Array;
  try {
    rewritten = rewriteModule(module, LOGS);
  } catch (error) {
    if (!(error instanceof InvalidModule)) throw error;
    into.refused.push(`${name}: ${error.message}`);
    return;
  }
  const calls = exportsOf(module);
  const original = runAll(module, calls);
  const oracle = runAll(oracleOf(module), calls);
  const ours = runAll(rewritten, calls);
  const exact = runAll(rewriteModuleExactly(module, LOGS), calls);
  calls.forEach(([call], index) => {
    const [expected, counted, actual, recount] = [original[index], oracle[index], ours[index], exact[index]];
    if (!expected || !counted || !actual || !recount) return;
    const what = `${name} ${call}`;
    if (expected.outcome.startsWith('RangeError') || counted.outcome.startsWith('RangeError')) return;
    for (const run of [actual, recount]) {
      if (expected.outcome !== run.outcome || expected.logs !== run.logs || expected.memory !== run.memory) {
        into.differences.push(
          `${what}: ${run.outcome} ${run.logs} ${run.memory} for ${expected.outcome} ${expected.logs} ${expected.memory}`,
        );
      }
    }
    if (expected.returned) into.completed++;
    else into.trapped++;
    const lost = !expected.returned && actual.count === undefined;
    if (lost) into.recounted++;
    if ((!lost && actual.count !== counted.count) || recount.count !== counted.count) {
      into.differences.push(
        `${what}: counted ${actual.count}, exactly ${recount.count}, for ${counted.count} (${expected.outcome})`,
      );
    }
  });
  compareBudgets(name, rewritten, calls, ours, into);
}

/** With exactly the instructions that a call needs it returns, with one less it does not. */
function compareBudgets(
  name: string,
  rewritten: Uint8Array,
  calls: readonly Export[],
  full: readonly Run[],
  into: Comparison,
): void {
  const [first] = calls;
  const count = full[0]?.count;
  if (first === undefined || full[0]?.returned !== true || count === undefined || count === 0) return;
  into.budgets++;
  const left = [count, count - 1].map((budget) => {
    const [run] = runAll(rewritten, [first], budget);
    return run === undefined ? 0 : budget - (run.count ?? 0);
  });
  if (left[0] !== 0 || left[1] === undefined || left[1] >= 0) {
    into.differences.push(
      `${name} ${first[0]}: with a budget of ${count} and one less there were ${left.join(' and ')} left`,
    );
  }
}

interface Run {
  readonly returned: boolean;
  readonly outcome: string;
  readonly logs: string;
  /** Hash of the memory afterwards, if it is exported. */
  readonly memory: string;
  /** Undefined when there is none. */
  readonly count: number | undefined;
}

/** Runs the calls one after the other in one instance, as far as its state allows. */
function runAll(module: Uint8Array, calls: readonly Export[], budget = PLENTY): Run[] {
  const logs: string[] = [];
  const log = (value: number | bigint): void => void logs.push(show(value));
  const imports: WasmImports = {
    'fuzzing-support': { 'log-i32': log, 'log-i64': log, 'log-f32': log, 'log-f64': log },
  };
  const { exports } = new webAssembly.Instance(new webAssembly.Module(module), imports);
  const counter = exports[COUNTER_EXPORT] as WasmGlobal | undefined;
  const limit = exports[PAGE_LIMIT_EXPORT] as WasmGlobal | undefined;
  if (limit !== undefined) limit.value = 65536n;
  return calls.map(([name, parameters]) => {
    logs.length = 0;
    if (counter !== undefined) counter.value = fullCounter(budget);
    let outcome: string;
    let returned = false;
    try {
      const result = (exports[name] as WasmFunction)(...parameters);
      outcome = Array.isArray(result) ? result.map(show).join() : show(result);
      returned = true;
    } catch (error) {
      outcome = String(error);
    }
    let count: number | undefined;
    if (counter !== undefined) {
      const { isKnown, instructionsLeft } = readCounter(counter.value as bigint);
      if (isKnown) count = budget - instructionsLeft;
    }
    return { returned, outcome, logs: logs.join(), memory: memoryHash(exports), count };
  });
}

function memoryHash(exports: WasmInstance['exports']): string {
  const memory = Object.values(exports).find((value) => value instanceof webAssembly.Memory);
  if (!(memory instanceof webAssembly.Memory)) return '';
  return createHash('sha1').update(new Uint8Array(memory.buffer)).digest('hex').slice(0, 12);
}

function exportsOf(module: Uint8Array): Export[] {
  const sections = readSections(module, LOGS);
  return sections.exports.flatMap(({ name, kind, index }): Export[] => {
    const type = sections.types[sections.functionTypes[index] ?? -1];
    if (kind !== 0 || type === undefined) return [];
    const [letters] = signatureOf(type).split(':');
    return [[name, [...(letters ?? '')].map((letter, place) => (letter === 'I' ? BigInt(place) : place))]];
  });
}

function show(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  return Object.is(value, -0) ? '-0' : String(value);
}
