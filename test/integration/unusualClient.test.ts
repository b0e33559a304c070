import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  HoverRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf, repository } from './testClient';

const manifest = '[package]\nname = "unusual"\nversion = "0.1.0"\nedition = "2021"\n';

/** What the protocol allows, but hardly any client does. */
describe('a client with', { timeout: patience }, () => {
  const project = new TemporaryProject({ 'Cargo.toml': manifest, 'src/main.rs': 'fn main() {}\n' });

  it.each([[['utf-8']], [['utf-32', 'utf-8']], [['utf-16', 'utf-8']], [[]]])(
    'the position encodings %j counts in UTF-16, as every client must be able to',
    async (positionEncodings) => {
      const client = await project.start({ capabilities: { general: { positionEncodings } } });
      expect(client.initialized.capabilities.positionEncoding).toBe('utf-16');
      const text = 'fn main() { let s = "𝒳é変\u0301"; let v = vec![1]; let 𝒳 = vec![2]; }\n';
      const path = project.path('src/main.rs');
      await client.open(path, text);
      for (const call of ['vec![1]', 'vec![2]']) {
        const start = positionOf(text, call);
        const hover = await client.hover(path, start);
        expect(hover?.range).toEqual({ start, end: { line: 0, character: start.character + 3 } });
      }
      await project.expectAlive();
    },
  );

  it.each([
    ['\r\n', 'fn main() {\r\n    let a = vec![1];\r\n\r\n    let b = vec![2];\r\n}\r\n'],
    ['\r', 'fn main() {\r    let a = vec![1];\r\r    let b = vec![2];\r}\r'],
    ['mixed', '\ufefffn main() {\n    let a = vec![1];\r\n\r    let b = vec![2];\n}'],
  ])('line ends such as %j finds its places, before and after an edit', async (_, text) => {
    const client = await project.start();
    const path = project.path('src/main.rs');
    await client.open(path, text);
    const line = 3;
    const rangeOf = async () => (await client.hover(path, { line, character: 13 }))?.range;
    expect(await rangeOf()).toEqual({ start: { line, character: 12 }, end: { line, character: 15 } });
    await client.edit(
      path,
      { line: 1, character: 13 },
      { line, character: 13 },
      'q!();\r\n\r\n    let b = v',
    );
    expect(await client.hoverText(path, { line, character: 13 })).toContain('Box::new([2])');
    await project.expectAlive();
  });

  it('versions out of order has its changes taken in the order in which they come', async () => {
    const client = await project.start();
    const path = project.path('src/main.rs');
    await client.open(path, 'fn main() { vec![0]; }\n');
    for (const version of [7, 3, 3, -1, 2 ** 31 - 1, 4])
      await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: pathToFileURL(path).href, version },
        contentChanges: [{ text: `fn main() { vec![${version}]; }\n` }],
      });
    expect(await client.hoverText(path, { line: 0, character: 12 })).toContain('Box::new([4])');
    await project.expectAlive();
  });

  it('characters that are none is answered about the others', async () => {
    const client = await project.start();
    const path = project.path('src/main.rs');
    const text = 'fn main() { "\ud800 \0 \udc00"; \ud800 vec![1]; }\n';
    await client.open(path, text);
    expect(await client.hoverText(path, positionOf(text, 'vec!'))).toContain('Box::new([1])');
    await project.expectAlive();
  });
});

describe('a file that is not UTF-8', { timeout: patience }, () => {
  const text = [
    'mod binary;',
    'macro_rules! mine { () => { 1 } }',
    'fn main() { mine!(); binary!(); include_str!("binary.rs"); }',
    '',
  ].join('\n');
  const project = new TemporaryProject({ 'Cargo.toml': manifest, 'src/main.rs': text });

  it('costs what it would have given, and says so where it is asked for', async () => {
    project.write('src/binary.rs', Buffer.from('macro_rules! binary { () => { "\xff\xfe" } }\n', 'latin1'));
    const client = await project.start();
    const main = project.path('src/main.rs');
    await client.open(main);
    expect(await client.hoverText(main, positionOf(text, 'mine!()'))).toContain('```rust\n1\n```');
    expect(await client.hoverText(main, positionOf(text, 'include_str!'))).toMatch(
      /binary\.rs.*wasn't a utf-8 file/,
    );
    expect(await client.hoverText(main, positionOf(text, 'binary!'))).toContain('cannot');
    await client.hover(project.path('src/binary.rs'), { line: 0, character: 14 });
    await project.expectAlive();
  });
});

describe('a client in a hurry', { timeout: patience }, () => {
  const project = new TemporaryProject({ 'Cargo.toml': manifest, 'src/main.rs': 'fn main() {}\n' });

  it('floods the server with edits and questions, and has the last of them answered', async () => {
    const client = await project.start();
    const path = project.path('src/main.rs');
    await client.open(path, 'fn main() { vec![0]; }\n');
    const answers: Promise<unknown>[] = [];
    const uri = pathToFileURL(path).href;
    for (let version = 2; version < 500; version++) {
      const text = `fn main() { vec![${version}]; }\n`;
      const change = { textDocument: { uri, version }, contentChanges: [{ text }] };
      answers.push(client.connection.sendNotification(DidChangeTextDocumentNotification.type, change));
      answers.push(client.hover(path, { line: 0, character: 12 }).catch(() => undefined));
    }
    await Promise.all(answers);
    expect(await client.hoverText(path, { line: 0, character: 12 })).toContain('Box::new([499])');
    await project.expectAlive();
  });

  it.each<['stdin' | 'stdout']>([['stdin'], ['stdout']])(
    'goes away without waiting for its answers: the server ends without a word when %s is closed',
    async (stream) => {
      expect(await disconnect(project, stream)).toEqual({ code: 1, errors: '' });
    },
  );
});

/** Closes one of the streams of a server that is working. Gives its exit status, and what it wrote about that. */
async function disconnect(
  project: TemporaryProject,
  stream: 'stdin' | 'stdout',
): Promise<{ code: unknown; errors: string }> {
  const child = spawn(process.execPath, [`${repository}dist/server.js`, '--stdio']);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: pathToFileURL(project.folder).href,
    capabilities: {},
  });
  await connection.sendNotification('initialized', {});
  const uri = pathToFileURL(project.path('src/main.rs')).href;
  const text = 'fn main() { vec![0]; println!("{}", 1); }\n';
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'rust', version: 1, text },
  });
  for (let count = 0; count < 50; count++)
    connection
      .sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 0, character: 12 } })
      .catch(() => undefined);
  const exited = once(child, 'close');
  connection.dispose();
  child[stream].destroy();
  const [code] = (await exited) as [unknown];
  return { code, errors };
}
