import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { positionOf, TestClient, type ClientOptions } from './testClient';

/** For what the server may work at for a while, on a busy machine. */
export const patience = 120_000;

/** A folder of its own for the describe block that makes it, and the server that runs on it. */
export class TemporaryProject {
  folder = '';
  private running: TestClient | undefined;

  constructor(files: Readonly<Record<string, string>> = {}) {
    beforeAll(() => {
      this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-')));
      for (const [name, text] of Object.entries(files)) this.write(name, text);
    });
    // What cargo had begun may write its last file while the folder goes.
    afterAll(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 }));
  }

  get client(): TestClient {
    if (!this.running) throw new Error('the server is not started');
    return this.running;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string | Buffer): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  async start(options: Partial<ClientOptions> = {}): Promise<TestClient> {
    this.running = await TestClient.start({ folder: this.folder, ...options });
    return this.running;
  }

  /** Whatever happened before, a hover works, and the server ends in order when it is told to. */
  async expectAlive(): Promise<void> {
    const { client } = this;
    const text = 'fn alive() { let _ = vec![1, 2, 3]; }\n';
    const path = this.path('alive.rs');
    await client.open(path, text);
    expect(await client.hoverText(path, positionOf(text, 'vec!'))).toContain(
      '::alloc::boxed::Box::new([1, 2, 3])',
    );
    this.running = undefined;
    expect(await client.stop()).toBe(0);
  }
}

/** A project of which a client has one file open before the tests of the describe block begin. */
export class OpenedProject extends TemporaryProject {
  private opened: TestClient | undefined;

  /** `name`: of the file. `options`: of the client. */
  constructor(
    files: Readonly<Record<string, string>>,
    private readonly name: string,
    options: Partial<ClientOptions> = {},
  ) {
    super(files);
    beforeAll(async () => {
      this.opened = await this.start(options);
      await this.opened.open(this.file);
    }, patience);
  }

  /** The one that has the file open, also when others were started. */
  override get client(): TestClient {
    return this.opened ?? super.client;
  }

  /** The path of the file. */
  get file(): string {
    return this.path(this.name);
  }
}

/** The files of a procedural-macro crate: `#[proc_macro]` is put in front of each public function that lacks it. */
export function macroCrate(name: string, functions: string): Record<string, string> {
  return {
    [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n`,
    [`${name}/src/lib.rs`]: functions.replaceAll(/(?<!#\[proc_macro\]\n)^pub fn/gm, '#[proc_macro]\npub fn'),
  };
}
