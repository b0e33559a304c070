import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { positionOf, repository } from '../integration/testClient';

/** The configuration that the README gives, run by the real editor. */
describe('Neovim with five lines of configuration', () => {
  const file = join(repository, 'test/fixtures/demo/src/declarative.rs');
  let folder: string;

  beforeAll(() => {
    // The README's user has `macroscope` on the path.
    folder = mkdtempSync(join(tmpdir(), 'macroscope-nvim-'));
    const command = join(folder, 'macroscope');
    writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${repository}dist/cli.js" "$@"\n`);
    chmodSync(command, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the expansion in the hover window, and again after an edit', () => {
    const position = positionOf(readFileSync(file, 'utf8'), 'map! {', 1);
    const script = join(repository, 'test/editors/neovim/hover.lua');
    const place = [String(position.line + 1), String(position.character)];
    const output = execFileSync('nvim', ['--clean', '--headless', '-l', script, file, ...place], {
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        MACROSCOPE_INIT: join(repository, 'test/editors/neovim/init.lua'),
        XDG_STATE_HOME: folder,
      },
    });
    const shown = JSON.parse(output) as { before: string; after: string };
    expect(shown.before).toContain('map.insert("Ada", 36);');
    expect(shown.before).toContain('declarative macro');
    expect(shown.after).toContain('map.insert("Ada", 36);');
  });

  it('is configured as the README says', () => {
    const configuration = readFileSync(join(repository, 'test/editors/neovim/init.lua'), 'utf8').trim();
    expect(readFileSync(join(repository, 'README.md'), 'utf8')).toContain(configuration);
  });
});
