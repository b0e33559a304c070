import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DiskStore } from '../cache/diskStore';
import { disk } from '../platform/node/disk';
import { AnswerRecord } from './answerRecord';
import { RequestAnswerer } from './answerRequest';
import { jsonFormat } from './jsonFormat';
import { LaunchedSession } from './launchedSession';
import { readMessages } from './readMessages';
import { serveRequests } from './serveRequests';
import { StartRecord } from './startRecord';
import type { MacroService } from './types';

let folder: string;
let library: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-session-'));
  library = join(folder, 'libdemo.so');
  writeFileSync(library, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tree = { subtree: [0, 0, 0, 0, 0], literal: [], punct: [], ident: [], token_tree: [], text: [] };
const setMode = '{"SetConfig":{"span_mode":"RustAnalyzer"}}';
const list = (): string => JSON.stringify({ ListMacros: { dylib_path: library } });
const startFile = (): string => join(folder, 'start');

/** `file`: the number that the client has for the file of the call in this session. */
function expansion(file: number, macro = 'demo'): string {
  const sites = { has_global_spans: { def_site: 0, call_site: 0, mixed_site: 0 } };
  const task = { lib: library, env: [], macro_body: tree, macro_name: macro, attributes: null, ...sites };
  return JSON.stringify({ ExpandMacro: { ...task, span_data_table: [file, 1, 2, 3, 0] } });
}

function expanded(file: number, macro = 'demo'): unknown {
  return {
    ExpandMacroExtended: {
      Ok: { tree: { ...tree, text: [macro] }, span_data_table: [file, 1, 2, 3, 0] },
    },
  };
}

/** A session of a client in which the launcher has answered the mode and the list of macros. */
class Session {
  /** What the service was asked. */
  readonly asked: string[] = [];
  private readonly input = new PassThrough();
  private readonly answers: unknown[] = [];
  private readonly status: Promise<number>;
  private readonly session: LaunchedSession;

  constructor(hasAnswers = true) {
    const store = new DiskStore({ folder: join(folder, 'answers'), maximumBytes: 1 << 20 });
    this.session = new LaunchedSession(
      new StartRecord(startFile()),
      hasAnswers ? new AnswerRecord({ store, key: 'demo' }) : undefined,
    );
    const requests = new PassThrough();
    requests.end(`=${setMode}\n=${list()}\n`);
    const output = new PassThrough();
    void readMessages(output, 0x0a, (line) => this.answers.push(JSON.parse(line.toString())));
    const answerer = new RequestAnswerer(
      jsonFormat.version,
      () => Promise.resolve(this.service()),
      (error) => expect.unreachable(String(error)),
    );
    this.status = serveRequests(
      { input: () => this.input, output },
      jsonFormat,
      answerer,
      (message) => expect.unreachable(message),
      { requests, session: this.session },
    );
  }

  async ask(request: string): Promise<unknown> {
    const count = this.answers.length;
    this.input.write(`${request}\n`);
    await vi.waitUntil(() => this.answers.length > count);
    return this.answers.at(-1);
  }

  async end(): Promise<void> {
    this.input.end();
    expect(await this.status).toBe(0);
    await this.session.keep();
  }

  private service(): MacroService {
    return {
      listMacros: () => {
        this.asked.push('list');
        return Promise.resolve({ Ok: [['demo', 'FuncLike']] });
      },
      expand: ({ macroName, spanDataTable }) => {
        this.asked.push(macroName);
        const stamp = disk.statusOf(library)?.stamp ?? '';
        return Promise.resolve({
          outcome: { Ok: { tree: { ...tree, text: [macroName] }, spanDataTable } },
          basis:
            macroName === 'fickle' ? undefined : { library: { path: library, stamp }, reads: [], roots: [] },
        });
      },
    };
  }
}

describe('a session after one in which the same was asked', () => {
  beforeEach(async () => {
    const first = new Session();
    expect(await first.ask(expansion(5))).toEqual(expanded(5));
    expect(await first.ask(expansion(5, 'fickle'))).toEqual(expanded(5, 'fickle'));
    await first.end();
    expect(first.asked).toEqual(['list', 'demo', 'fickle']);
    rmSync(startFile(), { force: true });
  });
  afterEach(() => vi.useRealTimers());

  test('is answered without the service', async () => {
    const second = new Session();
    expect(await second.ask(expansion(9))).toEqual(expanded(9));
    await second.end();
    expect(second.asked).toEqual([]);
    expect(existsSync(startFile())).toBe(false);
  });

  test('has the libraries looked up that the launcher has listed when something else is asked for', async () => {
    const second = new Session();
    await second.ask(expansion(9));
    expect(await second.ask(expansion(9, 'other'))).toEqual(expanded(9, 'other'));
    await second.ask(expansion(9, 'other'));
    await second.end();
    expect(second.asked).toEqual(['list', 'other']);
    expect(readFileSync(startFile(), 'utf8')).toContain('["demo","FuncLike"]');
  });

  test('has them looked up when the client is quiet', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const second = new Session();
    const answer = second.ask(expansion(9));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await answer).toEqual(expanded(9));
    expect(second.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await vi.waitUntil(() => second.asked.length > 0);
    await second.end();
    expect(second.asked).toEqual(['list']);
  });

  test('asks again where the answer may be another one', async () => {
    const second = new Session();
    expect(await second.ask(expansion(9, 'fickle'))).toEqual(expanded(9, 'fickle'));
    await second.end();
    expect(second.asked).toEqual(['list', 'fickle']);
  });

  test('asks again when spans are mere numbers', async () => {
    const second = new Session();
    await second.ask('{"SetConfig":{"span_mode":"Id"}}');
    await second.ask(expansion(9));
    await second.end();
    expect(second.asked).toEqual(['list', 'demo']);
  });

  test('asks again for everything where calls are to be made', async () => {
    const second = new Session(false);
    expect(await second.ask(expansion(9))).toEqual(expanded(9));
    await second.end();
    expect(second.asked).toEqual(['list', 'demo']);
  });
});
