import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { MacroError } from '../expand/expansion';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { RequestAnswerer } from './answerRequest';
import { jsonFormat } from './jsonFormat';
import { createMacroService } from './macroService';
import { readMessages } from './readMessages';
import { serveRequests } from './serveRequests';

const service = createMacroService({
  libraries: { find: (path) => Promise.reject(new MacroError('module-missing', `${path} is not known`)) },
  run: () => Promise.reject(new Error('nothing can be run')),
  budget: defaultCallBudget,
  log: undefined,
  startFolder: '/',
});

/** Requests to a server that has no libraries. Gives what it answers until it ends. */
async function served(
  lines: readonly string[],
): Promise<{ readonly answers: unknown[]; readonly status: number; readonly problems: string[] }> {
  const problems: string[] = [];
  const answerer = new RequestAnswerer(
    jsonFormat.version,
    () => Promise.resolve(service),
    (error) => void problems.push(String(error)),
  );
  const [input, output] = [new PassThrough(), new PassThrough()];
  const status = serveRequests(
    { input: () => input, output },
    jsonFormat,
    answerer,
    (message) => void problems.push(message),
  );
  const answers: unknown[] = [];
  void readMessages(output, 0x0a, (line) => answers.push(JSON.parse(line.toString())));
  for (const line of lines) input.write(`${line}\n`);
  // Whoever closes the input does not wait for answers.
  const isAnswered = (): boolean => answers.length >= lines.filter((line) => line.startsWith('{"')).length;
  const ended = status.then(() => true);
  while (!isAnswered()) if (await Promise.race([ended, nextTurn()])) break;
  input.end();
  return { answers, status: await status, problems };
}

const nextTurn = (): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false)));

const tree = { subtree: [0, 0, 0, 0, 0], literal: [], punct: [], ident: [], token_tree: [], text: [] };
const expansion = { lib: '/libdemo.so', env: [], current_dir: null, macro_body: tree, macro_name: 'Demo' };

test('the version, the mode and a library that is not known', async () => {
  const { answers, status } = await served([
    '{"ApiVersionCheck":{}}',
    '{"SetConfig":{"span_mode":"RustAnalyzer"}}',
    '{"ListMacros":{"dylib_path":"/libdemo.so"}}',
    JSON.stringify({ ExpandMacro: { ...expansion, attributes: null } }),
    '{"SetConfig":{}}',
    JSON.stringify({ ExpandMacro: expansion }),
  ]);
  expect(answers).toEqual([
    { ApiVersionCheck: 5 },
    { SetConfig: { span_mode: 'RustAnalyzer' } },
    { ListMacros: { Err: '/libdemo.so is not known' } },
    { ExpandMacroExtended: { Err: '/libdemo.so is not known' } },
    { SetConfig: { span_mode: 'Id' } },
    { ExpandMacro: { Err: '/libdemo.so is not known' } },
  ]);
  expect(status).toBe(0);
});

test('an expansion that cannot be read is answered, and the server goes on', async () => {
  const broken = { ...expansion, macro_body: { ...tree, subtree: [-1] } };
  const { answers, status } = await served([
    JSON.stringify({ ExpandMacro: broken }),
    JSON.stringify({ ExpandMacro: { ...expansion, lib: 5 } }),
    '{"ApiVersionCheck":{}}',
  ]);
  expect(answers).toEqual([
    { ExpandMacro: { Err: 'the request is not valid: `subtree` is missing or not what it should be' } },
    { ExpandMacro: { Err: 'the request is not valid: `lib` is missing or not what it should be' } },
    { ApiVersionCheck: 5 },
  ]);
  expect(status).toBe(0);
});

test('what a macro printed, and empty lines, are overlooked', async () => {
  const { answers } = await served(['debug: here', '', '[1]', '{"ApiVersionCheck":{}}']);
  expect(answers).toEqual([{ ApiVersionCheck: 5 }]);
});

describe('a message that has no answer ends the server, as it ends its own', () => {
  test.each([
    ['no JSON', '{"ApiVersionCheck"', /not JSON/],
    ['an unknown request', '{"Format":{}}', /`Format` is not known/],
    ['two in one', '{"ApiVersionCheck":{},"SetConfig":{}}', /one field/],
    ['an unknown mode', '{"SetConfig":{"span_mode":"Other"}}', /mode of spans/],
    ['a path that is none', '{"ListMacros":{"dylib_path":[]}}', /dylib_path/],
  ])('%s', async (_what, line, reason) => {
    const { answers, status, problems } = await served([
      '{"ApiVersionCheck":{}}',
      line,
      '{"ApiVersionCheck":{}}',
      line,
    ]);
    expect(answers).toEqual([{ ApiVersionCheck: 5 }]);
    expect(status).toBe(1);
    expect(problems).toEqual([expect.stringMatching(reason)]);
  });
});

test('messages come whole, however they are cut, and one that is too long is refused', async () => {
  const input = new PassThrough();
  const lines: string[] = [];
  const read = readMessages(input, 0x0a, (line) => lines.push(line.toString()), 1000);
  for (const part of ['{"a', '":1}\n{"é', '":2}\n\n{', '"c":3}\nno end']) input.write(part);
  input.end();
  await read;
  expect(lines).toEqual(['{"a":1}', '{"é":2}', '', '{"c":3}']);

  const long = new PassThrough();
  const refused = readMessages(long, 0x0a, () => undefined, 1000);
  long.write('x'.repeat(1001));
  await expect(refused).rejects.toThrow('more than 1000 bytes');
});
