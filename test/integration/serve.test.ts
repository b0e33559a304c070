import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { version } from '../../package.json';
import { macroscope } from './commandLine';
import { repository } from './testClient';

const command = `${repository}dist/cli.js`;

/** Speaks as an editor does that starts the server, asks what it can do, and ends it. */
async function expectToServe(connection: ProtocolConnection, child: ChildProcess): Promise<void> {
  connection.listen();
  const answer = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  expect(answer).toMatchObject({
    serverInfo: { name: 'macroscope', version },
    capabilities: { hoverProvider: true },
  });
  const exited = once(child, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await exited).toEqual([0, null]);
  connection.dispose();
}

/** The server as a client starts it that listens on a port for it. */
async function serveOnSocket(): Promise<{ child: ChildProcess; socket: Socket; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const child = spawn(process.execPath, [command, 'serve', `--socket=${port}`], { stdio: 'inherit' });
  const [socket] = await connected;
  return { child, socket, server };
}

describe('macroscope serve', () => {
  it('speaks over standard input and output', async () => {
    const child = spawn(process.execPath, [command, 'serve', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    await expectToServe(connection, child);
  });

  it('connects to the port that the client listens on', async () => {
    const { child, socket, server } = await serveOnSocket();
    const connection = createProtocolConnection(
      new SocketMessageReader(socket),
      new SocketMessageWriter(socket),
    );
    await expectToServe(connection, child);
    server.close();
  });

  it('speaks over the channel of the process that forked it', async () => {
    const child = fork(command, ['serve', '--node-ipc', `--clientProcessId=${process.pid}`]);
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    await expectToServe(connection, child);
  });

  it('ends when the client goes away without a word', async () => {
    const child = spawn(process.execPath, [command, 'serve', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    child.stdin.end();
    expect(await exited).toEqual([1, null]);
  });

  it('has done its work when the client goes away after it has shut the server down', async () => {
    const child = spawn(process.execPath, [command, 'serve', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    const exited = once(child, 'exit');
    await connection.sendRequest('shutdown');
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
    connection.dispose();
  });

  it('ends when the client closes its socket without a word', async () => {
    const { child, socket, server } = await serveOnSocket();
    const exited = once(child, 'exit');
    socket.destroy();
    await exited;
    server.close();
  });

  it('says so when no client listens on the port', () => {
    const { status, stderr } = macroscope(['serve', '--socket=1'], repository);
    expect(stderr).toMatch(/^macroscope serve: no client can be reached on port 1: /);
    expect(status).toBe(2);
  });
});
