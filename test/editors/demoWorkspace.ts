import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { repository } from '../integration/testClient';
import { removeFolder } from './removeFolder';

const pages = join(repository, 'docs/editors');

/**
 * A copy of the demo for each test of the describe block that makes it, whose macros by example need no build. Its user has `macroscope` on the path,
 * as the pages in docs/editors have it, and a home of its own, where no editor is changed by anybody's configuration.
 */
export class DemoWorkspace {
  folder = '';

  constructor() {
    beforeEach(() => {
      this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-editor-')));
      copyDemo(this.folder);
      const command = `#!/bin/sh\nexec "${process.execPath}" "${repository}dist/cli.js" "$@"\n`;
      chmodSync(this.write('bin/macroscope', command), 0o755);
    });
    afterEach(() => removeFolder(this.folder));
  }

  get source(): string {
    return join(this.folder, 'demo/src/declarative.rs');
  }

  get environment(): NodeJS.ProcessEnv {
    const home = join(this.folder, 'home');
    return {
      ...process.env,
      HOME: home,
      PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_STATE_HOME: join(home, '.state'),
      XDG_RUNTIME_DIR: this.folder,
    };
  }

  /** Writes a file below the workspace's folder, and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Copies a file that a page in docs/editors names into a folder of the workspace. */
  copyPageFile(name: string, folder: string): void {
    this.write(join(folder, name), readFileSync(join(pages, name), 'utf8'));
  }
}

/** Copies the demo and the crate of its macros, modules included, into a folder. */
export function copyDemo(folder: string): void {
  for (const name of ['demo', 'demo-macros'])
    cpSync(join(repository, 'test/fixtures', name), join(folder, name), { recursive: true });
}

/** The code blocks of a page in docs/editors that are in a language, in their order. */
export function snippetsOf(page: string, language: string): string[] {
  const text = readFileSync(join(pages, page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : [],
  );
}
