import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jsonFormat } from './jsonFormat';
import type { Answer, Response } from './protocol';
import { StartRecord } from './startRecord';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'a/b/start');

const mode: Answer = {
  request: { kind: 'SetConfig', spanMode: 'RustAnalyzer' },
  response: { SetConfig: { span_mode: 'RustAnalyzer' } },
  basis: undefined,
};
const listed = (path: string, response: Response = { ListMacros: { Ok: [] } }): Answer => ({
  request: { kind: 'ListMacros', path },
  response,
  basis: undefined,
});
const expansion: Answer = {
  request: undefined,
  response: { ExpandMacro: { Err: 'not readable' } },
  basis: undefined,
};

/** Notes answers under their numbers in the place of messages. */
function note(record: StartRecord, answers: readonly Answer[], isAnswered = false): void {
  answers.forEach((answer, index) =>
    record.note(Buffer.from(`request ${index}`), answer, jsonFormat.write(answer.response), isAnswered),
  );
}

test('what comes before the first expansion is kept, with the libraries that it names', () => {
  note(new StartRecord(file()), [mode, listed('/liba.so'), expansion, listed('/libb.so'), expansion]);
  expect(readFileSync(file(), 'utf8').split('\n')).toEqual([
    '',
    'request 0',
    '{"SetConfig":{"span_mode":"RustAnalyzer"}}',
    '/liba.so',
    'request 1',
    '{"ListMacros":{"Ok":[]}}',
    '',
  ]);
});

test.each([
  ['a library whose macros cannot be had', listed('/libb.so', { ListMacros: { Err: 'not compiled' } })],
  ['a path that does not fit on one line', listed('/lib\nb.so')],
])('%s ends it: the next start looks that up again, and what comes behind it', (_, answer) => {
  note(new StartRecord(file()), [listed('/liba.so'), answer, listed('/libc.so'), expansion]);
  expect(readFileSync(file(), 'utf8')).toBe('/liba.so\nrequest 0\n{"ListMacros":{"Ok":[]}}\n');
});

test('a client that expands nothing leaves what there is', () => {
  note(new StartRecord(file()), [mode, listed('/liba.so')]);
  expect(existsSync(file())).toBe(false);
});

test('a start that was answered from it is not written again, and one that was not is as old as its server', () => {
  note(new StartRecord(file()), [mode, expansion]);
  utimesSync(file(), 1, 1);
  note(new StartRecord(file()), [mode, expansion], true);
  expect(statSync(file()).mtimeMs).toBe(1000);

  const record = new StartRecord(file());
  const compiledMeanwhile = Date.now();
  note(record, [mode, expansion]);
  expect(statSync(file()).mtimeMs).toBeGreaterThan(1000);
  expect(statSync(file()).mtimeMs).toBeLessThanOrEqual(compiledMeanwhile);
});

test('where nothing can be written a server goes on', () => {
  writeFileSync(join(folder, 'a'), '');
  note(new StartRecord(file()), [mode, expansion]);
  expect(existsSync(file())).toBe(false);
});
