import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MacroError, type StepResult } from '../../server/src/expand/expansion';
import { printTokens } from '../../server/src/syntax/tokenText';
import { buildTestModule, buildTimeout } from '../conformance/procedural/buildTestModule';
import { ProcedureHost } from '../conformance/procedural/procedureHost';
import { MAXIMUM_STACK_UNITS } from '../../server/src/sandbox/rewrite/counter';
import { tortures } from './tortures';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const budget = {
  instructions: 200_000_000,
  wallMillis: 10_000,
  memoryPages: 1024,
  stackUnits: MAXIMUM_STACK_UNITS,
  outputBytes: 1 << 18,
};

describe('a macro that misbehaves costs no more than its call', () => {
  let folder = '';
  let host: ProcedureHost;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'torture-'));
    host = new ProcedureHost(buildTestModule('torture', file('torture.rs'), file('module.rs')), tortures, {
      manifestDir: folder,
      environment: new Map([['CARGO_MANIFEST_DIR', folder]]),
      budget,
    });
  }, buildTimeout);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const expand = (name: string, input = ''): Promise<StepResult> => host.expand(name, 'bang', input);
  const textOf = async (name: string) => printTokens((await expand(name)).tokens);
  const failureOf = async (name: string, input?: string): Promise<MacroError> => {
    const result = await expand(name, input).catch((error: unknown) => error);
    if (!(result instanceof MacroError)) throw new Error(`${name} did not fail with a MacroError`);
    return result;
  };

  test.each([
    ['panics', 'macro-panicked', 'proc macro `panics!` panicked: this macro has had enough'],
    ['panics_with_value', 'macro-panicked', 'proc macro `panics_with_value!` panicked'],
    ['aborts', 'macro-panicked', 'proc macro `aborts!` crashed: unreachable'],
    [
      'exits',
      'macro-panicked',
      'proc macro `exits!` did not return: the macro ended its process with code 0',
    ],
    [
      'loops',
      'instruction-budget',
      'proc macro `loops!` was stopped: the macro executed more than 200000000 instructions',
    ],
    [
      'allocates',
      'memory-budget',
      'proc macro `allocates!` was stopped: the macro asked for more than 1024 pages of memory',
    ],
    ['recurses', 'recursion-limit', 'proc macro `recurses!` was stopped: the macro used up the stack'],
    ['returns_nowhere', 'module-invalid', /^the module of proc macro `returns_nowhere!` cannot run: /],
    ['nests_deep', 'expansion-budget', "the macro's output nests more than 512 delimiters"],
    [
      'outputs_without_end',
      'expansion-budget',
      /^proc macro `outputs_without_end!` was stopped: the output has \d+ bytes/,
    ],
  ])('%s: %s', async (name, code, message) => {
    const failure = await failureOf(name);
    expect(failure.message).toMatch(message);
    expect(failure.code).toBe(code);
    expect(failure.span).toBeDefined();
  });

  test('a panic names its place in the source of the macro', async () => {
    expect((await failureOf('panics')).notes[0]).toMatch(/^at .*torture\.rs:\d+:\d+$/);
  });

  // FIXME: rustc's answer is "caught". The standard library for wasm32-wasip1 is compiled without unwinding, so every panic is the end.
  test('a macro cannot catch a panic, and the user is told', async () => {
    const failure = await failureOf('catches_own_panic');
    expect(failure.code).toBe('macro-panicked');
    expect(failure.notes[0]).toMatch(/^the panic carries no text/);
  });

  test.each(['reads_passwords', 'reads_upwards'])(
    '%s: a file outside of the crate is refused by name',
    async (name) => {
      const failure = await failureOf(name);
      expect(failure.code).toBe('access-refused');
      expect(failure.message).toContain('the password file');
      expect(failure.notes.join('\n')).toMatch(/refused: .*etc\/passwd/);
    },
  );

  test('a refused access is told even when the macro does without', async () => {
    const { tokens, diagnostics } = await expand('peeks');
    expect(printTokens(tokens)).toBe('"false"');
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain('/etc/hostname');
  });

  test.each(['reads_clock', 'reads_random', 'counts_calls'])('%s: the same in every call', async (name) => {
    expect(await textOf(name)).toBe(await textOf(name));
  });

  test('only the variables of cargo are there', async () => {
    expect(await textOf('reads_environment')).toBe(`"CARGO_MANIFEST_DIR=${folder}"`);
  });

  test.each([
    ['spawns_thread', '"no thread"'],
    ['starts_process', '"no process"'],
    ['opens_socket', '"no socket"'],
    ['writes_file', '"written"'],
  ])('%s: %s', async (name, output) => {
    expect(await textOf(name)).toBe(output);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('what a macro prints becomes a note, and much of it is cut', async () => {
    const printed = await expand('prints');
    expect(printed.diagnostics[0]?.message).toBe('the macro printed:\nto standard output\nto standard error');
    const { diagnostics } = await expand('prints_without_end');
    expect(diagnostics[0]?.message.length).toBeLessThan(1 << 20);
  });

  describe('an output that no macro could make is refused', () => {
    const header = '4d544f4b01';
    const noLists = '000000';
    test.each([
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
      ['a string that does not exist', `${header}00020500`],
      ['a literal that does not end', `${header}000404000222610000`],
      ['two literals in one', `${header}0004000003312032000000`],
      ['a negative literal', `${header}00040000022d310000`],
      ['a line comment of two lines', `${header}00050003610a6200`],
      ['a block comment that ends too early', `${header}00450004612a2f6200`],
      ['a number of more than 32 bits', `${header}ffffffffff7f`],
      ['an open group', `${header}0001000000${noLists}`],
      ['something after the end', `${header}0000${noLists}00`],
      ['an endless list of diagnostics', `${header}0000ffff7f`],
      ['an unknown level', `${header}000001090000000000`],
    ])('%s', async (_, bytes) => {
      const failure = await failureOf('returns_bytes', `"x${bytes}"`);
      expect(failure.message).toMatch(/^the macro's module returned invalid data: /);
      expect(failure.code).toBe('module-invalid');
    });

    test('while a right one is accepted', async () => {
      const { tokens } = await expand('returns_bytes', `"x${header}000b3b00033b0000${noLists}"`);
      expect(tokens).toHaveLength(2);
    });
  });
});
