import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import type { CompiledCode } from '../analysis/compiledCode';
import type { DiskStore } from '../cache/diskStore';

/** Node's own wrapper of a CommonJS module ("The module wrapper" in its documentation), on the first line so that the others keep their numbers. */
const wrapperStart = '(function (exports, require, module, __filename, __dirname) { ';
const wrapperEnd = '\n})';

type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/** What is compiled is worth keeping again when it has grown by one of so many parts. */
const growthParts = 16;

/**
 * A bundle in CommonJS that is run with the code that V8 compiled for it in earlier processes. Without that code V8 reads all of the bundle at the
 * start and compiles each function when it is first called, which is most of what a first expansion costs.
 *
 * V8 trusts code that it is given, and looks only for its own version, its flags, the machine's abilities and the length of the source. So the key
 * in the store is a hash of the source and of the versions, and the store sees to it that the bytes are those that this user has written.
 */
export class Bundle implements CompiledCode {
  private readonly script: Script;
  private readonly key: string;
  private keptBytes: number;

  /**
   * `store`: undefined where code cannot be kept. `setFlags`: sets the flags that the code is compiled under, where they are not V8's own. Throws when the
   * bundle cannot be read.
   */
  constructor(
    private readonly file: string,
    private readonly store: DiskStore | undefined,
    private readonly setFlags: () => void = () => undefined,
  ) {
    setFlags();
    const source = readFileSync(file);
    this.key = createHash('sha256')
      .update(`${process.version} ${process.arch} ${cachedDataVersionTag()} ${file}\n`)
      .update(source)
      .digest('hex');
    const kept = store?.getNow(this.key);
    this.script = new Script(`${wrapperStart}${source.toString()}${wrapperEnd}`, {
      filename: file,
      columnOffset: -wrapperStart.length,
      ...(kept && { cachedData: Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength) }),
    });
    this.keptBytes = kept && this.script.cachedDataRejected !== true ? kept.length : 0;
  }

  get isKept(): boolean {
    return this.keptBytes > 0;
  }

  /** Runs the bundle, and gives what it exports. */
  run<Exports extends object>(): Exports {
    const module = { exports: {} };
    const wrapped = this.script.runInThisContext() as Wrapped;
    wrapped(module.exports, createRequire(this.file), module, this.file, dirname(this.file));
    return module.exports as Exports;
  }

  async keep(): Promise<void> {
    if (!this.store) return;
    // V8 takes code only under the flags that it was made with, and some may have been changed meanwhile.
    this.setFlags();
    const code = this.script.createCachedData();
    if (code.length <= this.keptBytes + this.keptBytes / growthParts) return;
    this.keptBytes = code.length;
    // The next process compiles for itself where this one may not write.
    await this.store.put(this.key, code).catch(() => undefined);
  }
}
