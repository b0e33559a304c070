import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repository } from '../integration/testClient';
import { copyWithDebianCrates } from '../integration/debianCrates';
import { CodeServer } from './codeServer';

/** Building serde_derive and opening a browser take their time on a small machine. */
const minutes = 60_000;

/** Set to a folder to keep pictures of what the tests see. */
const pictures = process.env['MACROSCOPE_PICTURES'];

describe('VS Code', () => {
  let code: CodeServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'macroscope-vscode-'));
    const vsix = join(folder, 'macroscope.vsix');
    execFileSync('npm', ['run', 'package', '--', '--out', vsix], { cwd: repository, stdio: 'pipe' });
    copyWithDebianCrates(join(repository, 'test/fixtures/serde-user'), join(folder, 'serde-user'));
    cpSync(join(repository, 'test/fixtures/demo'), join(folder, 'demo'), { recursive: true });
    cpSync(join(repository, 'test/fixtures/demo-macros'), join(folder, 'demo-macros'), { recursive: true });
    const environment = { PATH: `/usr/bin:${process.env['PATH'] ?? ''}`, CARGO_NET_OFFLINE: 'true' };
    code = await CodeServer.start({ vsix, environment });
  }, 5 * minutes);
  afterAll(async () => {
    await code.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach((test) => {
    test.onTestFailed(() => picture(`failed ${test.task.name}`.replaceAll(/\W+/g, '-')));
  });

  async function picture(name: string): Promise<void> {
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await code.page.waitForTimeout(400);
    writeFileSync(join(pictures, `${name}.png`), await code.page.screenshot({ animations: 'disabled' }));
  }

  it(
    'shows what #[derive(Serialize)] expands to, from the installed package, in a workspace that it builds',
    async () => {
      const workspace = join(folder, 'serde-user');
      await code.open(workspace, join(workspace, 'src/lib.rs'), 1, 'pub sensor_name');
      const hover = await code.hover(
        'derive(Serialize, Deserialize)',
        'Serialize',
        'serialize_struct',
        4 * minutes,
      );
      expect(hover).toContain('impl _serde::Serialize for Reading');
      expect(hover).toContain('"sensorName"');
      expect(hover).toMatch(/Serialize · procedural derive macro · defined in serde_derive/);
      await picture('hover-derive');
    },
    5 * minutes,
  );

  it(
    'opens the expansion beside the code, read-only and as Rust',
    async () => {
      await code.click('assert!', 'assert');
      await code.command('Macroscope: Show Expansion');
      const shown = code.page.locator('.view-line', { hasText: 'panic_fmt' }).first();
      await shown.waitFor({ timeout: minutes });
      expect(await code.page.locator('.tab', { hasText: 'assert!' }).count()).toBe(1);
      expect(await code.page.locator('.editor-group-container').count()).toBe(2);
      await picture('show-expansion');
      await shown.click();
      await code.page.keyboard.type('x');
      await code.page.locator('.monaco-editor-overlaymessage', { hasText: 'read-only' }).first().waitFor();
    },
    2 * minutes,
  );

  it(
    'shows macro_rules with the arm that matched',
    async () => {
      const workspace = join(folder, 'demo');
      await code.open(workspace, join(workspace, 'src/declarative.rs'), 47, 'let ages = map!');
      const hover = await code.hover('let ages = map!', 'map', 'map.insert', 2 * minutes);
      expect(hover).toContain('map.insert("Grace", 85);');
      expect(hover).toContain('arm 1');
      await picture('hover-declarative');
    },
    3 * minutes,
  );
});
