/** What an attack is, and how it is judged. */
import type { SandboxResult } from '../../server/src/sandbox/types';
import type { CallChange } from '../../server/src/sandbox/testing/testSandbox';
import type { Laboratory } from './laboratory';

/** One hostile module or call, or one way to abuse the pool. */
export interface Attack {
  readonly name: string;
  /** Takes long, and is left out of `npm test`. */
  readonly thorough?: boolean;
  /** Makes the attack and says what came of it. What the laboratory checks after every attack is not repeated here. */
  run(laboratory: Laboratory): Promise<Observation>;
}

export interface AttackFamily {
  readonly name: string;
  readonly attacks: readonly Attack[];
}

export interface Observation {
  /** How the sandbox ended it, in a few words. */
  readonly verdict: string;
  /** What should not have happened. */
  readonly problems: readonly string[];
  /** Everything that the sandbox gave back: the secret must not be in it. */
  readonly results: readonly unknown[];
}

type Status = SandboxResult['status'];

export interface Expected {
  readonly status: Status | readonly Status[];
  readonly message?: string | RegExp;
  /** The output, as UTF-8. */
  readonly output?: string | RegExp;
  /** All refusals, one a line. */
  readonly refusals?: RegExp;
  /** Returns what is wrong, or undefined. */
  readonly check?: (result: SandboxResult, laboratory: Laboratory) => string | undefined;
  /** The verdict depends on the clock, so that two runs may differ. */
  readonly timed?: boolean;
}

type Given<Value> = Value | ((laboratory: Laboratory) => Value);

function given<Value extends object>(value: Given<Value>, laboratory: Laboratory): Value {
  return typeof value === 'function' ? (value as (laboratory: Laboratory) => Value)(laboratory) : value;
}

/**
 * An attack by one module. It is called in two workers, which must agree on everything: verdict, message, output, count, reads, refusals and console.
 */
export function hostile(
  name: string,
  module: (laboratory: Laboratory) => Uint8Array,
  expected: Given<Expected>,
  change: Given<CallChange> = {},
  options: { readonly thorough?: boolean } = {},
): Attack {
  return {
    name,
    ...options,
    run: async (laboratory) => {
      const bytes = module(laboratory);
      const wanted = given(expected, laboratory);
      const results: SandboxResult[] = [];
      for (const sandbox of laboratory.sandboxes) {
        results.push(await sandbox.run(bytes, given(change, laboratory)));
      }
      const problems = results.flatMap((result) => mismatches(result, wanted, laboratory));
      const [first, second] = results.map(lasting);
      if (wanted.timed !== true && first !== second)
        problems.push(`two workers differ: ${first} and ${second}`);
      return { verdict: results[0] === undefined ? 'nothing' : verdictOf(results[0]), problems, results };
    },
  };
}

/** The bytes that a text compiles to are the same for every laboratory. */
export function mismatches(result: SandboxResult, expected: Expected, laboratory: Laboratory): string[] {
  const statuses: readonly string[] = Array.isArray(expected.status) ? expected.status : [expected.status];
  const problems: string[] = [];
  if (!statuses.includes(result.status))
    problems.push(`it ${verdictOf(result)}, expected ${statuses.join(' or ')}`);
  const text = (what: string, actual: string, wanted: string | RegExp | undefined): void => {
    if (wanted === undefined) return;
    const matches = typeof wanted === 'string' ? actual === wanted : wanted.test(actual);
    if (!matches) problems.push(`the ${what} is ${JSON.stringify(actual.slice(0, 300))}, expected ${wanted}`);
  };
  if ('message' in result) text('message', result.message, expected.message);
  text('output', outputText(result), expected.output);
  text('list of refusals', result.refusals.join('\n'), expected.refusals);
  const found = expected.check?.(result, laboratory);
  if (found !== undefined) problems.push(found);
  return problems;
}

export function outputText(result: SandboxResult): string {
  return result.status === 'returned' ? new TextDecoder().decode(result.output) : '';
}

export function verdictOf(result: SandboxResult): string {
  return result.status === 'returned'
    ? `returned ${result.output.length} bytes`
    : `${result.status}: ${result.message.slice(0, 100)}`;
}

/** Everything of a result that must be the same in every worker. */
export function lasting(result: SandboxResult): string {
  const { used, ...rest } = result;
  return JSON.stringify({
    ...rest,
    output: outputText(result),
    instructions: used.instructions,
    pages: used.memoryPages,
  });
}
