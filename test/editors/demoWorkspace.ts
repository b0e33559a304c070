import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../integration/testClient';

/** A copy of the demo, whose macros by example need no build, with `macroscope` on the path as the pages in docs/editors have it. */
export class DemoWorkspace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-editor-')));
  readonly source = join(this.folder, 'demo/src/declarative.rs');
  readonly environment: NodeJS.ProcessEnv;

  constructor() {
    for (const name of ['demo', 'demo-macros'])
      cpSync(join(repository, 'test/fixtures', name), join(this.folder, name), { recursive: true });
    const programs = join(this.folder, 'bin');
    mkdirSync(programs);
    const command = join(programs, 'macroscope');
    writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${repository}dist/cli.js" "$@"\n`);
    chmodSync(command, 0o755);
    // In a home of its own an editor is not changed by anybody's configuration.
    const home = join(this.folder, 'home');
    mkdirSync(home);
    this.environment = {
      ...process.env,
      HOME: home,
      PATH: `${programs}:${process.env['PATH'] ?? ''}`,
      XDG_CACHE_HOME: join(home, '.cache'),
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_STATE_HOME: join(home, '.state'),
    };
  }

  /** Writes a file below the workspace's folder, and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The code blocks of a page in docs/editors that are in a language, in their order. */
export function snippetsOf(page: string, language: string): string[] {
  const text = readFileSync(join(repository, 'docs/editors', page), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, code]) =>
    name === language && code !== undefined ? [code] : [],
  );
}
