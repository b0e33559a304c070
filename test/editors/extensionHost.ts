import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type * as vscode from 'vscode';

type Api = typeof vscode;

interface Question {
  readonly body: string;
  readonly answer: (answer: Answer) => void;
}

interface Answer {
  readonly value?: unknown;
  /** Why there is no value. */
  readonly error?: string;
}

/**
 * Runs functions of tests where VS Code runs extensions, with the API that extensions have, be that a process of Node or a worker of a browser. An extension
 * of its own asks for them over HTTP, since an extension host starts connections only.
 */
export class ExtensionHost {
  private readonly questions: Question[] = [];
  private asked: Question | undefined;
  private waiting: ServerResponse | undefined;
  /** When the latest extension host was started: a window that was loaded again has another one, and the one before it may live on for a while. */
  private latest = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.serve(request, response));
  }

  static async listen(): Promise<ExtensionHost> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ExtensionHost(server);
  }

  /** Writes the extension into a folder. */
  writeExtension(folder: string): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const { port } = this.server.address() as AddressInfo;
    writeFileSync(join(folder, 'extension.js'), extension(`http://127.0.0.1:${port}`));
  }

  /**
   * Runs a function in the extension host and gives its value. Only its text gets there: it sees its parameters and nothing else of the test. Parameters
   * and value are data as JSON has it.
   */
  evaluate<Parameters extends readonly unknown[], Value>(
    run: (api: Api, ...parameters: Parameters) => Value | Thenable<Value>,
    ...parameters: Parameters
  ): Promise<Value> {
    return new Promise((resolve, reject) => {
      const answer = ({ value, error }: Answer): void => {
        if (error === undefined) resolve(value as Value);
        else reject(new Error(error));
      };
      this.questions.push({ body: JSON.stringify({ run: run.toString(), parameters }), answer });
      this.askNext();
    });
  }

  /** The window is loaded again: what is asked from now on is for its next extension host. */
  leave(): void {
    this.latest += 1;
    this.waiting?.writeHead(410).end();
    this.waiting = undefined;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** `GET` asks for a question and waits for it, `POST` brings the answer. */
  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // In a browser the extension comes from another origin.
    response.setHeader('Access-Control-Allow-Origin', '*');
    // A connection that is kept would be closed here when the extension host is busy for a while, just when the host uses it again.
    response.setHeader('Connection', 'close');
    const started = Number(request.url?.slice(1));
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.end();
      this.asked?.answer(JSON.parse(Buffer.concat(chunks).toString()) as Answer);
      this.asked = undefined;
      this.askNext();
    } else if (started < this.latest) {
      response.writeHead(410).end();
    } else {
      this.latest = started;
      this.waiting = response;
      response.once('close', () => {
        if (this.waiting === response) this.waiting = undefined;
      });
      this.askNext();
    }
  }

  private askNext(): void {
    if (!this.waiting || this.asked) return;
    this.asked = this.questions.shift();
    if (!this.asked) return;
    this.waiting.end(this.asked.body);
    this.waiting = undefined;
  }
}

const manifest = {
  name: 'test-host',
  publisher: 'macroscope',
  version: '0.0.1',
  engines: { vscode: '^1.80.0' },
  main: './extension.js',
  browser: './extension.js',
  activationEvents: ['*'],
};

/** It is text here because it is run elsewhere, as scripts of pages are. */
const extension = (address: string): string => `
const vscode = require('vscode');
const url = '${address}/' + Date.now();
async function answerAll() {
  for (;;) {
    // A question may be long in coming, and those who wait for an answer give up at some time: then it is asked for again.
    const asked = await fetch(url).catch(() => undefined);
    if (!asked) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    if (!asked.ok) return;
    const { run, parameters } = await asked.json();
    let answer;
    try {
      answer = { value: await new Function('return ' + run)()(vscode, ...parameters) };
    } catch (error) {
      answer = { error: String(error && error.stack || error) };
    }
    await fetch(url, { method: 'POST', body: JSON.stringify(answer) });
  }
}
exports.activate = () => { answerAll().catch(() => undefined); };
`;
