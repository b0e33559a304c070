/** Where attacks are made: two sandboxes, a folder that guests may read with traps in it, and beside it a secret. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeThreads } from '../../server/src/sandbox/nodeThreads';
import type { ThreadHost } from '../../server/src/sandbox/threadHost';
import {
  ECHO,
  guest,
  testSandbox,
  workerFile,
  type CallChange,
  type TestSandbox,
} from '../../server/src/sandbox/testing/testSandbox';
import type { Attack, Observation } from './attack';

const WORKERS = 2;
/** Liveness, not speed: far more than any machine needs. */
const PATIENCE_MILLIS = 120_000;

export interface Finding extends Observation {
  readonly millis: number;
}

export class Laboratory {
  /** What no guest may ever see. It is in files outside of the roots and in the environment of this process. */
  readonly secret = `secret${randomBytes(16).toString('hex')}`;
  /** Holds `project`, which guests may read, and `secret/secret.txt` beside it. */
  readonly folder: string;
  readonly project: string;
  readonly innocent = guest(ECHO);
  private threads = 0;
  private socket: Server | undefined;

  private constructor(readonly sandboxes: readonly TestSandbox[]) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-torture-')));
    this.project = join(this.folder, 'project');
  }

  static async open(): Promise<Laboratory> {
    const counted: { laboratory?: Laboratory } = {};
    const threads = await countedThreads((change) => {
      if (counted.laboratory) counted.laboratory.threads += change;
    });
    const sandboxes = await Promise.all([
      testSandbox({ threads, maximumWorkers: WORKERS, maximumCalls: 2000 }),
      testSandbox({ threads, maximumWorkers: WORKERS, maximumCalls: 2000 }),
    ]);
    const laboratory = new Laboratory(sandboxes);
    counted.laboratory = laboratory;
    process.env.TORTURE_SECRET = laboratory.secret;
    await laboratory.furnish();
    return laboratory;
  }

  async close(): Promise<void> {
    await Promise.all(this.sandboxes.map(({ sandbox }) => sandbox.dispose()));
    this.socket?.close();
    delete process.env.TORTURE_SECRET;
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The sandbox for attacks that need only one. */
  get sandbox(): TestSandbox {
    const [first] = this.sandboxes;
    if (first === undefined) throw new Error('no sandbox');
    return first;
  }

  /** The part of a call that gives it the project to read. */
  get view(): CallChange {
    return { roots: [{ hostPath: this.project, guestPath: '/project' }], workingDirectory: '/project' };
  }

  /** Makes an attack, and looks whether everything else is as before. */
  async contain(attack: Attack): Promise<Finding> {
    const before = this.diskState();
    const started = performance.now();
    let observation: Observation;
    try {
      observation = await within(600_000, attack.run(this));
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      observation = { verdict: 'failed', problems: [reason], results: [] };
    }
    const millis = performance.now() - started;
    const problems = [...observation.problems];
    if (holds(observation.results, this.secret)) problems.push('the secret got out');
    if (this.diskState() !== before) problems.push('files were changed');
    for (const { run } of this.sandboxes) {
      const input = randomBytes(32);
      const result = await within(PATIENCE_MILLIS, run(this.innocent, { input }));
      if (result.status !== 'returned' || !input.equals(result.output))
        problems.push(`an innocent call afterwards ended as ${result.status}`);
    }
    const limit = this.sandboxes.length * WORKERS;
    for (let round = 0; round < 500 && this.threads > limit; round++) await pause(10);
    if (this.threads > limit) problems.push(`there are ${this.threads} threads, allowed are ${limit}`);
    return { ...observation, problems, millis };
  }

  private async furnish(): Promise<void> {
    const { folder, project, secret } = this;
    for (const path of ['project/sub/deeper', 'project-secret', 'secret/sub']) {
      mkdirSync(join(folder, path), { recursive: true });
    }
    for (const path of ['secret/secret.txt', 'secret/sub/secret.txt', 'project-secret/secret.txt']) {
      writeFileSync(join(folder, path), secret);
    }
    writeFileSync(join(project, 'a.txt'), 'a');
    writeFileSync(join(project, 'sub/b.txt'), 'b');
    writeFileSync(join(project, 'sub/deeper/c.txt'), 'c');
    writeFileSync(join(project, 'sparse'), '');
    truncateSync(join(project, 'sparse'), 2 ** 30);
    for (let index = 0; index < 4; index++) {
      writeFileSync(join(project, `large${index}`), '');
      truncateSync(join(project, `large${index}`), 60 * 2 ** 20);
    }
    const links = {
      'link-inside': 'a.txt',
      'link-out': '../secret/secret.txt',
      'absolute-link-out': join(folder, 'secret/secret.txt'),
      'folder-out': '../secret',
      'chain-1': 'chain-2',
      'chain-2': 'sub/../chain-3',
      'chain-3': 'folder-out/secret.txt',
      dangling: join(folder, 'secret/none'),
      loop: 'loop',
      'loop-a': 'loop-b',
      'loop-b': 'loop-a',
      up: '..',
      top: '/',
      environ: '/proc/self/environ',
      zero: '/dev/zero',
    };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(project, name));
    execFileSync('mkfifo', [join(project, 'pipe')]);
    this.socket = createServer().listen(join(project, 'socket'));
    await new Promise((resolve) => this.socket?.once('listening', resolve));
    this.socket.unref();
  }

  /** Names, kinds, sizes, times and content of everything in the folder. */
  private diskState(): string {
    const hash = createHash('sha256');
    const walk = (path: string): void => {
      const { mode, size, mtimeMs } = lstatSync(path);
      hash.update(`${path}\0${mode}\0${size}\0${mtimeMs}\0`);
      const kind = mode & 0o170000;
      if (kind === 0o040000) for (const name of readdirSync(path).sort()) walk(join(path, name));
      else if (kind === 0o120000) hash.update(readlinkSync(path));
      else if (kind === 0o100000 && size < 2 ** 16) hash.update(readFileSync(path));
    };
    walk(this.folder);
    return hash.digest('hex');
  }
}

/** Threads as the product starts them, counted. */
async function countedThreads(count: (change: number) => void): Promise<ThreadHost> {
  const host = nodeThreads(await workerFile());
  return {
    ...host,
    start: (events) => {
      count(1);
      let ended = false;
      const end = (): void => {
        if (!ended) count(-1);
        ended = true;
      };
      const thread = host.start({
        ...events,
        ended: (reason) => {
          end();
          events.ended(reason);
        },
      });
      return {
        ...thread,
        terminate: async () => {
          await thread.terminate();
          end();
        },
      };
    },
  };
}

/** Whether a text is anywhere in a value: in strings, bytes, keys. */
function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text);
  if (value instanceof Uint8Array) return Buffer.from(value).includes(text);
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Error && value.message.includes(text)) return true;
  if (value instanceof Map) return [...value].some((entry) => holds(entry, text));
  return Object.entries(value).some((entry) => holds(entry[0], text) || holds(entry[1], text));
}

export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** @throws Error when the promise takes longer. */
export async function within<Value>(millis: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came of it within ${millis} ms`)), millis);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
