import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CallCache } from '../../server/src/cache/callCache';
import { DiskStore } from '../../server/src/cache/diskStore';
import { FileHashes } from '../../server/src/cache/fileHashes';
import { ResultStore } from '../../server/src/cache/resultStore';
import type { SandboxCall, SandboxResult } from '../../server/src/sandbox/types';
import { probeCall, runProbe } from './probeCalls';

/** What can happen between two questions. Numbers choose among what is there. */
export type Step =
  | { readonly kind: 'write' | 'write-unseen'; readonly name: string; readonly text: string }
  | { readonly kind: 'delete' | 'make-folder'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'link'; readonly name: string; readonly to: string }
  | { readonly kind: 'set-variable'; readonly name: string; readonly value: string }
  | { readonly kind: 'unset-variable'; readonly name: string }
  /** The macro is compiled from other source. */
  | { readonly kind: 'rebuild'; readonly version: number }
  | { readonly kind: 'restart'; readonly process: number }
  | {
      readonly kind: 'damage';
      readonly entry: number;
      readonly how: 'flip' | 'truncate' | 'delete';
      readonly at: number;
    }
  | { readonly kind: 'wait' }
  /** The clock is set, forwards or back. */
  | { readonly kind: 'set-clock'; readonly millis: number }
  /** `macroscope cache clear`. */
  | { readonly kind: 'clear' }
  /** A file is written while the macro runs, after it has read what it reads. Who asks then must not get what was there before. */
  | { readonly kind: 'write-in-next-run'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'ask';
      readonly process: number;
      readonly checkout: number;
      readonly question: number;
    };

type DiskStep = Extract<
  Step,
  { kind: 'write' | 'write-unseen' | 'delete' | 'make-folder' | 'rename' | 'link' }
>;

/** How often the clock of the file system ticks. */
const TICK_MILLIS = 20;

/** So long the clock of the kernel may be behind when a file is written. */
const LAG_MILLIS = 6;

/** A clock that is set now and then, for the processes and the file system alike. */
class Clock {
  /** From when on, really, it was so many milliseconds ahead; the latest last. */
  private readonly settings = [{ from: 0, ahead: 0 }];

  readonly now = (): number => this.shown(Date.now());

  /** What a file system says that has coarse times, as NFS servers do, and as all have that a backup program put back. */
  readonly statOf = (path: string): BigIntStats => {
    const stat = statSync(path, { bigint: true });
    stat.mtimeNs = this.coarse(stat.mtimeNs);
    stat.ctimeNs = this.coarse(stat.ctimeNs);
    return stat;
  };

  /** Files that are written before and after have times on different sides of it. */
  async set(millis: number): Promise<void> {
    await setTimeout(LAG_MILLIS);
    this.settings.push({ from: Date.now(), ahead: (this.settings.at(-1)?.ahead ?? 0) + millis });
    await setTimeout(LAG_MILLIS);
  }

  private shown(millis: number): number {
    return millis + (this.settings.findLast(({ from }) => from <= millis)?.ahead ?? 0);
  }

  private coarse(nanos: bigint): bigint {
    const shown = Math.floor(this.shown(Number(nanos / 1_000_000n)));
    return BigInt(shown - (shown % TICK_MILLIS)) * 1_000_000n;
  }
}

/** So small that results are evicted from memory and from disk all the time. */
const MEMORY_BYTES = 12_000;
const DISK_BYTES = 15_000;

/** A process of the server, as far as the cache knows one. */
class Process {
  hits = 0;
  readonly store: ResultStore;
  readonly cache: CallCache;

  constructor(
    storeFolder: string,
    { now, statOf }: Clock,
    private readonly run: (call: SandboxCall) => SandboxResult,
  ) {
    this.store = new ResultStore(new DiskStore({ folder: storeFolder, maximumBytes: DISK_BYTES }));
    this.cache = new CallCache({
      run: (call) => Promise.resolve(this.run(call)),
      engine: 'test',
      maximumBytes: MEMORY_BYTES,
      store: this.store,
      inputs: new FileHashes({ coarsestMillis: TICK_MILLIS, now, statOf }),
    });
  }
}

/** Two checkouts of a crate, two processes with one store, a macro, and an environment. */
export class World {
  readonly checkouts: readonly string[];
  readonly storeFolder: string;
  hits = 0;
  asked = 0;
  private readonly environment: Record<string, string> = {};
  private version = 0;
  private readonly clock = new Clock();
  private writesInRun: { readonly name: string; readonly text: string }[] = [];
  private readonly processes: Process[];

  /** `questions`: the orders of the calls that are made. */
  constructor(
    private readonly folder: string,
    private readonly questions: readonly (readonly string[])[],
  ) {
    this.checkouts = ['one', 'two'].map((name) => join(folder, name));
    for (const checkout of this.checkouts) mkdirSync(join(checkout, 'templates'), { recursive: true });
    writeFileSync(join(folder, 'outside.txt'), 'one');
    this.storeFolder = join(folder, 'store');
    this.processes = [0, 1].map(() => this.startProcess());
  }

  /** Carries out a step. For a question: what the cache answered, and what the macro answers without a cache. */
  async take(step: Step): Promise<{ cached: SandboxResult; uncached: SandboxResult } | undefined> {
    if (step.kind === 'ask') return this.ask(step);
    if (step.kind === 'wait') await setTimeout(TICK_MILLIS + 5);
    else if (step.kind === 'set-clock') await this.clock.set(step.millis);
    else this.change(step);
    return undefined;
  }

  private startProcess(): Process {
    return new Process(this.storeFolder, this.clock, (call) => {
      const result = this.run(call);
      for (const { name, text } of this.writesInRun.splice(0))
        this.tryToChangeDisk({ kind: 'write', name, text });
      return result;
    });
  }

  /** The probe is one and the same module, so the version that was called says which it is. */
  private run(call: SandboxCall): SandboxResult {
    const result = runProbe(call);
    if (result.status !== 'returned') return result;
    return { ...result, output: Buffer.concat([result.output, Buffer.from(` by ${call.moduleKey}`)]) };
  }

  private async ask({ process, checkout, question }: Extract<Step, { kind: 'ask' }>) {
    const folder = this.checkouts[checkout] ?? '';
    const call = probeCall(
      (this.questions[question] ?? [])
        .map((order) => order.replaceAll('HERE', folder).replaceAll('ROOT', this.folder))
        .join(';'),
      folder,
      this.environment,
      { moduleKey: `module ${this.version}` },
    );
    const asked = this.processes[process];
    if (!asked) throw new RangeError('no such process');
    // The second asks while the first is being answered, or after something was changed during the first one's run.
    const [first, second] = await Promise.all([asked.cache.call(call), asked.cache.call(call)]);
    await asked.store.flush();
    this.asked++;
    if (first.cached) this.hits++;
    return { cached: second, uncached: this.run(call) };
  }

  private change(step: Exclude<Step, { kind: 'ask' | 'wait' | 'set-clock' }>): void {
    switch (step.kind) {
      case 'set-variable':
        this.environment[step.name] = step.value;
        return;
      case 'unset-variable':
        Reflect.deleteProperty(this.environment, step.name);
        return;
      case 'rebuild':
        this.version = step.version;
        return;
      case 'restart':
        this.processes[step.process] = this.startProcess();
        return;
      case 'damage':
        this.damage(step);
        return;
      case 'clear':
        rmSync(this.storeFolder, { recursive: true, force: true });
        return;
      case 'write-in-next-run':
        this.writesInRun.push(step);
        return;
      default:
        this.tryToChangeDisk(step);
    }
  }

  /** What cannot be done on the disk as it is now, changes nothing. */
  private tryToChangeDisk(step: DiskStep): void {
    try {
      this.changeDisk(step);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  private changeDisk(step: DiskStep): void {
    const path = join(this.folder, step.name);
    switch (step.kind) {
      case 'write':
        writeFileSync(path, step.text);
        return;
      case 'write-unseen': {
        // By a program that puts the old times back.
        const { atimeMs, mtimeMs } = statSync(path);
        writeFileSync(path, step.text);
        utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
        return;
      }
      case 'delete':
        rmSync(path, { recursive: true });
        return;
      case 'make-folder':
        mkdirSync(path);
        return;
      case 'rename':
        renameSync(path, join(this.folder, step.to));
        return;
      case 'link':
        rmSync(path, { recursive: true, force: true });
        symlinkSync(step.to, path);
    }
  }

  private damage({ entry, how, at }: Extract<Step, { kind: 'damage' }>): void {
    const files = entriesIn(this.storeFolder);
    const file = files[entry % Math.max(1, files.length)];
    if (file === undefined) return;
    if (how === 'delete') rmSync(file);
    else if (how === 'truncate') truncateSync(file, at % statSync(file).size);
    else {
      const bytes = readFileSync(file);
      const place = at % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ 4;
      writeFileSync(file, bytes);
    }
  }
}

/** The files of a store. */
export function entriesIn(storeFolder: string): string[] {
  try {
    return readdirSync(storeFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.includes('/'))
      .map((name) => join(storeFolder, name))
      .sort();
  } catch {
    return [];
  }
}
