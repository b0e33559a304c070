/**
 * Outputs that no macro could make, through the decoder that the product uses. A macro crate (torture.rs) with entries that are none (entries.rs) is built for it: the
 * entry `returns_bytes` returns the bytes of a literal as if they were an output.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MacroError, type StepResult } from '../../../server/src/expand/expansion';
import { printTokens } from '../../../server/src/syntax/tokenText';
import { buildTestModule } from '../../conformance/procedural/buildTestModule';
import { ProcedureHost } from '../../conformance/procedural/procedureHost';
import type { Attack, AttackFamily } from '../attack';
import type { Laboratory } from '../laboratory';
import { macrosOfTorture, tortures } from '../tortures';

const budget = {
  instructions: 200_000_000,
  wallMillis: 20_000,
  memoryPages: 1024,
  stackUnits: 32_767,
  outputBytes: 1 << 18,
};
const file = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

let built: Uint8Array | undefined;

/** The module of torture.rs, compiled when it is first needed. */
export function builtMacros(): Uint8Array {
  return (built ??= buildTestModule('torture', file('torture.rs'), macrosOfTorture, {
    furtherEntries: readFileSync(file('entries.rs'), 'utf8'),
  }));
}

/** The engine for procedural macros, on the laboratory's sandbox and with its project as the folder of the crate. */
function macroHost({ sandbox, project }: Pick<Laboratory, 'sandbox' | 'project'>): ProcedureHost {
  const module = builtMacros();
  return new ProcedureHost(module, tortures, {
    manifestDir: project,
    environment: new Map([['CARGO_MANIFEST_DIR', project]]),
    budget,
    run: (call) => {
      sandbox.sandbox.addModule(call.moduleKey, module);
      return sandbox.sandbox.call(call);
    },
  });
}

interface Refusal {
  readonly code: MacroError['code'];
  readonly message: RegExp;
}

/** A call of a macro that must fail with a message for the user, twice the same. */
function fails(name: string, macro: string, { code, message }: Refusal, input = ''): Attack {
  return {
    name,
    run: async (laboratory) => {
      const problems: string[] = [];
      const texts: string[] = [];
      for (let round = 0; round < 2; round++) {
        const result = await macroHost(laboratory)
          .expand(macro, 'bang', input)
          .catch((error: unknown) => error);
        if (!(result instanceof MacroError))
          problems.push(`it did not fail with a MacroError: ${String(result)}`);
        else {
          texts.push(`${result.code}: ${result.message} ${result.notes.join(' ')}`);
          if (result.code !== code) problems.push(`its code is ${result.code}, expected ${code}`);
          if (!message.test(result.message))
            problems.push(`its message is ${result.message}, expected ${message}`);
          if (result.span === undefined) problems.push('it has no place in the source');
        }
      }
      if (texts[0] !== texts[1]) problems.push(`two runs differ: ${texts.join(' and ')}`);
      return { verdict: texts[0]?.slice(0, 110) ?? 'no failure', problems, results: texts };
    },
  };
}

/** A call of a macro that expands, without what it tried to get. */
function expandsTo(name: string, macro: string, expected: RegExp): Attack {
  return {
    name,
    run: async (laboratory) => {
      const expand = (): Promise<StepResult> => macroHost(laboratory).expand(macro, 'bang', '');
      const [first, second] = [await expand(), await expand()].map((result) => ({
        text: printTokens(result.tokens),
        notes: result.diagnostics.map(({ message }) => message),
      }));
      const problems: string[] = [];
      if (!expected.test(first?.text ?? ''))
        problems.push(`it is ${first?.text.slice(0, 300)}, expected ${expected}`);
      if (JSON.stringify(first) !== JSON.stringify(second)) problems.push('two runs differ');
      return { verdict: `expanded to ${first?.text.slice(0, 60)}`, problems, results: [first, second] };
    },
  };
}

const header = '4d544f4b01';
const noLists = '000000';
const INVALID: Refusal = { code: 'module-invalid', message: /^the macro's module returned invalid data: / };

/** What is wrong, and the output in hexadecimal (docs/wire-format.md). */
const MALFORMED: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['another format', '4d544f4b02'],
  ['the end is missing', `${header}00`],
  ['a count of spans beyond the end', `${header}ffffffff0f`],
  ['a span computed from itself', `${header}010103`],
  ['an unknown token kind', `${header}0007`],
  ['an unknown spacing', `${header}001b3b00`],
  ['a span that does not exist', `${header}00033b7f00${noLists}`],
  ['an operator that is none', `${header}00034100`],
  ['an identifier with a space', `${header}0002000361206200`],
  ['an empty identifier', `${header}0002000000`],
  ['a raw identifier that cannot be raw', `${header}0022000473656c6600`],
  ['`$crate` that was not given', `${header}0002000624637261746500`],
  ['text that is not UTF-8', `${header}00020002ff6100`],
  ['half of a surrogate pair', `${header}00020003eda08000`],
  ['a string that does not exist', `${header}00020500`],
  ['a literal that does not end', `${header}000404000222610000`],
  ['two literals in one', `${header}0004000003312032000000`],
  ['a negative literal', `${header}00040000022d310000`],
  ['a line comment of two lines', `${header}00050003610a6200`],
  ['a block comment that ends too early', `${header}00450004612a2f6200`],
  ['a number of more than 32 bits', `${header}ffffffffff7f`],
  ['a number that never ends', `${header}${'80'.repeat(1000)}`],
  ['a string longer than the output', `${header}000200ffffffff0761`],
  ['an open group', `${header}0001000000${noLists}`],
  ['something after the end', `${header}0000${noLists}00`],
  ['an endless list of diagnostics', `${header}0000ffff7f`],
  ['an unknown level', `${header}000001090000000000`],
];

export const wire: AttackFamily = {
  name: 'macros and their output',
  attacks: [
    ...MALFORMED.map(([name, bytes]) =>
      fails(`malformed output: ${name}`, 'returns_bytes', INVALID, `"x${bytes}"`),
    ),
    fails('malformed output: two hundred thousand open groups', 'opens_groups', {
      code: 'expansion-budget',
      message: /nests more than 512 delimiters|has \d+ bytes/,
    }),
    fails('an output outside of the memory', 'returns_nowhere', {
      code: 'module-invalid',
      message: /^the module of proc macro `returns_nowhere!` cannot run: /,
    }),
    fails('an output of twenty thousand nested groups', 'nests_deep', {
      code: 'expansion-budget',
      message: /^the macro's output nests more than 512 delimiters$/,
    }),
    fails('an output without end', 'outputs_without_end', {
      code: 'expansion-budget',
      message: /^proc macro `outputs_without_end!` was stopped: the output has \d+ bytes/,
    }),
    fails('a macro that loops', 'loops', {
      code: 'instruction-budget',
      message: /executed more than 200000000 instructions$/,
    }),
    fails('a macro that allocates without end', 'allocates', {
      code: 'memory-budget',
      message: /more than 1024 pages of memory$/,
    }),
    fails('a macro that recurses without end', 'recurses', {
      code: 'recursion-limit',
      message: /used up the stack$/,
    }),
    fails('a macro that panics', 'panics', {
      code: 'macro-panicked',
      message: /panicked: this macro has had enough$/,
    }),
    fails('a macro that panics with a value', 'panics_with_value', {
      code: 'macro-panicked',
      message: /panicked$/,
    }),
    fails('a macro that aborts', 'aborts', { code: 'macro-panicked', message: /crashed: unreachable$/ }),
    fails('a macro that ends its process', 'exits', {
      code: 'macro-panicked',
      message: /ended its process with code 0$/,
    }),
    fails('a macro that reads the password file', 'reads_passwords', {
      code: 'access-refused',
      message: /the password file/,
    }),
    fails('a macro that climbs up to the password file', 'reads_upwards', {
      code: 'access-refused',
      message: /the password file/,
    }),
    expandsTo(
      'a macro that walks through all folders it can reach',
      'walks_folders',
      /^"\d+ entries, 0 secrets"$/,
    ),
    expandsTo('a macro that asks for the clock', 'reads_clock', /^"1000000000000000000 0"$/),
    expandsTo('a macro that asks for random numbers', 'reads_random', /^"\[\d+/),
    expandsTo('a macro that counts its calls', 'counts_calls', /^"1"$/),
    expandsTo(
      'a macro that prints the environment',
      'reads_environment',
      /^"CARGO_MANIFEST_DIR=[^=]*\\nPWD=[^=]*"$/,
    ),
    expandsTo('a macro that starts a thread', 'spawns_thread', /^"no thread"$/),
    expandsTo('a macro that starts a process', 'starts_process', /^"no process"$/),
    expandsTo('a macro that opens a connection', 'opens_socket', /^"no socket"$/),
    expandsTo('a macro that writes a file', 'writes_file', /^"(written|refused)"$/),
    expandsTo('a macro that prints four megabytes', 'prints_without_end', /^$/),
  ],
};
