/** What the user is told about macros that misbehave. That they do no harm is shown by `families/wire.ts`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MacroError, type StepResult } from '../../server/src/expand/expansion';
import { printTokens } from '../../server/src/syntax/tokenText';
import { buildTimeout } from '../conformance/procedural/buildTestModule';
import { ProcedureHost } from '../conformance/procedural/procedureHost';
import { builtMacros } from './families/wire';
import { tortures } from './tortures';

describe('the user is told', () => {
  let folder = '';
  let host: ProcedureHost;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'torture-'));
    host = new ProcedureHost(builtMacros(), tortures, {
      manifestDir: folder,
      environment: new Map([['CARGO_MANIFEST_DIR', folder]]),
    });
  }, buildTimeout);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const expand = (name: string, input = ''): Promise<StepResult> => host.expand(name, 'bang', input);
  const failureOf = async (name: string): Promise<MacroError> => {
    const result = await expand(name).catch((error: unknown) => error);
    if (!(result instanceof MacroError)) throw new Error(`${name} did not fail with a MacroError`);
    return result;
  };

  test('where in the source of the macro it panicked', async () => {
    expect((await failureOf('panics')).notes[0]).toMatch(/^at .*torture\.rs:\d+:\d+$/);
  });

  test('nothing of a panic that a macro catches', async () => {
    const { tokens, diagnostics } = await expand('catches_own_panic');
    expect(printTokens(tokens)).toBe('"caught"');
    expect(diagnostics).toEqual([]);
  });

  test.each(['reads_passwords', 'reads_upwards'])('%s: which file it did not get', async (name) => {
    expect((await failureOf(name)).notes.join('\n')).toMatch(/refused: .*etc\/passwd/);
  });

  test('of a refused access even when the macro does without', async () => {
    const { tokens, diagnostics } = await expand('peeks');
    expect(printTokens(tokens)).toBe('"false"');
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain('/etc/hostname');
  });

  test('what it printed, cut when it is much', async () => {
    const printed = await expand('prints');
    expect(printed.diagnostics[0]?.message).toBe('the macro printed:\nto standard output\nto standard error');
    const { diagnostics } = await expand('prints_without_end');
    expect(diagnostics[0]?.message.length).toBeLessThan(1 << 20);
  });

  test('nothing, when an output that looks odd is right', async () => {
    const { tokens } = await expand('returns_bytes', '"x4d544f4b01000b3b00033b0000000000"');
    expect(tokens).toHaveLength(2);
  });
});
