import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { commandNames } from '../../server/src/features/commandNames';
import { TemporaryProject } from './temporaryProject';
import { repository } from './testClient';

const text = 'fn main() {\n    let list = vec![1, 2];\n}\n';
const onMacro = { line: 1, character: 16 };

/** Clients have faults too. Whatever they send, the server answers with an error or nothing, and serves the next request. */
describe('a client that does not keep to the protocol', () => {
  const project = new TemporaryProject({ 'src/main.rs': text });
  let child: ChildProcess;
  let connection: ProtocolConnection;
  let uri = '';

  beforeEach(() => {
    const server = spawn(process.execPath, [`${repository}dist/server.js`, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child = server;
    connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    connection.onRequest('window/workDoneProgress/create', () => {
      throw new Error('no progress here');
    });
    connection.listen();
    uri = pathToFileURL(project.path('src/main.rs')).href;
  });

  afterEach(async () => {
    expect(await hover({ textDocument: { uri }, position: onMacro })).toContain('Box::new([1, 2])');
    const exited = once(child, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await exited).toEqual([0, null]);
    connection.dispose();
  });

  async function initialize(params: object = {}): Promise<void> {
    const rootUri = pathToFileURL(project.folder).href;
    await connection.sendRequest('initialize', { processId: null, rootUri, capabilities: {}, ...params });
    await connection.sendNotification('initialized', {});
  }

  /** The hover's text, null for none, or `error: …`. */
  async function hover(params: unknown): Promise<string | null> {
    try {
      const answer = await connection.sendRequest<{ contents: { value: string } } | null>(
        'textDocument/hover',
        params,
      );
      return answer && answer.contents.value;
    } catch (error) {
      return `error: ${String(error)}`;
    }
  }

  it('asks for places that do not exist', async () => {
    await initialize();
    const textDocument = { uri };
    for (const position of [
      { line: 9_999_999, character: 0 },
      { line: 0, character: 9_999_999 },
      { line: 2 ** 40, character: 2 ** 40 },
      { line: -1, character: -1 },
      { line: 0.5, character: Number.MAX_VALUE },
    ])
      expect(await hover({ textDocument, position })).toBeNull();
    for (const position of [undefined, null, 7, {}, { line: 'one', character: [] }])
      expect(await hover({ textDocument, position })).toSatisfy(isErrorOrNull);
  });

  it('asks for documents that do not exist', async () => {
    await initialize();
    for (const name of ['missing.rs', 'src', 'src/main.rs/deeper.rs', '%00.rs', `${'x'.repeat(5000)}.rs`])
      expect(await hover({ textDocument: { uri: `${uri}/../../${name}` }, position: onMacro })).toSatisfy(
        isErrorOrNull,
      );
    for (const other of [
      'untitled:Untitled-1',
      'https://example.com/a.rs',
      'file://host/a.rs',
      '',
      'no uri',
      5,
    ])
      expect(await hover({ textDocument: { uri: other }, position: onMacro })).toSatisfy(isErrorOrNull);
    expect(await hover(undefined)).toSatisfy(isErrorOrNull);
    expect(await hover({})).toSatisfy(isErrorOrNull);
  });

  it.each(['a b:c', '1:/x', 'file', ':', 'file:////x', 'macroscope-expansion:\u0000', '\ud800:x', 'a:b%zz'])(
    'asks about %j, which is no address',
    async (wrong) => {
      await initialize();
      const textDocument = { uri: wrong };
      const at = { textDocument, position: onMacro };
      const range = { start: onMacro, end: onMacro };
      const requests: [method: string, params: object][] = [
        ['textDocument/hover', at],
        ['textDocument/definition', at],
        ['textDocument/declaration', at],
        ['textDocument/codeLens', { textDocument }],
        ['textDocument/documentSymbol', { textDocument }],
        ['textDocument/foldingRange', { textDocument }],
        ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
        ['rust-analyzer/expandMacro', at],
        ['workspace/textDocumentContent', textDocument],
        ['macroscope/steps', { textDocument }],
        ...Object.values(commandNames)
          .filter((name) => name !== commandNames.showReport)
          .map((command): [string, object] => [
            'workspace/executeCommand',
            { command, arguments: [at, { name: 'other', texts: { [wrong]: text } }] },
          ]),
      ];
      for (const [method, params] of requests) {
        const answer = connection
          .sendRequest<unknown>(method, params)
          .catch((error: unknown) => String(error));
        expect(await answer, method).toSatisfy(
          (found) => found === null || found === false || String(found).includes(wrong),
        );
      }
      const open = { textDocument: { uri: wrong, languageId: 'rust', version: 1, text } };
      await connection.sendNotification('textDocument/didOpen', open);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: wrong, version: 2 },
        contentChanges: [{ text: 'fn' }],
      });
      await connection.sendNotification('textDocument/didSave', { textDocument });
      await connection.sendNotification('textDocument/didClose', { textDocument });
      await connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: wrong, type: 2 }],
      });
    },
  );

  it('changes and closes documents that it never opened', async () => {
    await initialize();
    const textDocument = { uri, version: 2 };
    await connection.sendNotification('textDocument/didChange', {
      textDocument,
      contentChanges: [{ text: 'nothing' }],
    });
    await connection.sendNotification('textDocument/didClose', { textDocument });
    await connection.sendNotification('textDocument/didSave', { textDocument });
  });

  it('sends changes that make no sense', async () => {
    await initialize();
    const open = { textDocument: { uri: `${uri}x`, languageId: 'rust', version: 1, text } };
    await connection.sendNotification('textDocument/didOpen', open);
    const textDocument = { uri: `${uri}x`, version: 2 };
    for (const contentChanges of [
      [{ range: { start: { line: 9, character: 9 }, end: { line: 1, character: 1 } }, text: '}' }],
      [{ range: { start: { line: -5, character: 0 }, end: { line: 99, character: 99 } }, text: 'fn' }],
      [{ range: 'all', text: 'x' }],
      [{ text: 5 }],
      'changes',
      undefined,
    ])
      await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    await connection.sendNotification('textDocument/didOpen', {});
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 5, text: 5 } });
    expect(await hover({ textDocument, position: onMacro })).toSatisfy(() => true);
  });

  it.each<[what: string, initializationOptions: unknown]>([
    ['a list', ['trusted']],
    ['a text', 'trusted'],
    ['null', null],
    ['wrong types', { trusted: 'yes', cargo: 7, cfg: 'test', hover: { maximumLines: 'many' } }],
    [
      'wrong types within',
      { cargo: { features: [1, null, {}], cfgs: { a: 1 }, target: 5, noDefaultFeatures: 'x' } },
    ],
    ['variables that are a list', { cargo: { extraEnv: ['PATH=/nowhere'] } }],
    [
      'variables that no program can be given',
      {
        trusted: true,
        cargo: { extraEnv: { '': '', 'A=B': 'c', A: 'b\0c', B: {}, __proto__: { C: 'd' }, D: 1 } },
      },
    ],
    [
      'unknown features and cfgs',
      { cargo: { features: ['nope', ''], cfgs: ['=', 'a b', '"', 'x="'], target: 'no-such' } },
    ],
    ['no lines', { hover: { maximumLines: 0 } }],
  ])('sends as initializationOptions %s', async (_what, initializationOptions) => {
    await initialize({ initializationOptions });
  });

  it.each<[what: string, params: object]>([
    [
      'folders that are none',
      {
        workspaceFolders: [
          { uri: 'untitled:x', name: 'x' },
          { uri: `${'file:///'}nowhere`, name: '' },
        ],
      },
    ],
    ['folders of the wrong type', { workspaceFolders: 'all' }],
    ['folders without an address', { workspaceFolders: [{}, null] }],
    ['a root of the wrong type', { rootUri: 5, workspaceFolders: null }],
  ])('initializes with %s', async (_what, params) => {
    await initialize(params);
  });

  it('initializes without capabilities, is told, and does better', async () => {
    await expect(initialize({ capabilities: undefined })).rejects.toThrow();
    await initialize();
  });

  it('understands progress, and then refuses it', async () => {
    await initialize({ capabilities: { window: { workDoneProgress: true } } });
  });

  it('asks before it has initialized, and for what nobody offers', async () => {
    expect(await hover({ textDocument: { uri }, position: onMacro })).toMatch(/^error: /);
    await initialize();
    await expect(connection.sendRequest('textDocument/teleport', {})).rejects.toThrow();
    await connection.sendNotification('textDocument/didTeleport', {});
  });

  it('cancels its requests', async () => {
    await initialize();
    for (let id = 0; id < 100; id++) {
      await connection.sendNotification('$/cancelRequest', { id });
      await connection.sendNotification('$/cancelRequest', { id: `x${id}` });
    }
  });
});

function isErrorOrNull(answer: string | null): boolean {
  return answer === null || answer.startsWith('error: ');
}
