import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { positionOf, repository } from '../integration/testClient';
import { CodeServer } from './codeServer';

const minutes = 60_000;

/** Set to a folder to keep pictures of what the tests see. */
const pictures = process.env['MACROSCOPE_PICTURES'];

const source = readFileSync(join(repository, 'test/fixtures/demo/src/declarative.rs'), 'utf8');

/** On the demo, whose macros need no build. */
describe('expansions in VS Code', () => {
  let code: CodeServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'macroscope-vscode-'));
    const vsix = join(folder, 'macroscope.vsix');
    execFileSync('npm', ['run', 'package', '--', '--out', vsix], { cwd: repository, stdio: 'pipe' });
    for (const name of ['demo', 'demo-macros'])
      cpSync(join(repository, 'test/fixtures', name), join(folder, name), { recursive: true });
    code = await CodeServer.start({ vsix, settings: { 'macroscope.build.enabled': false } });
    const workspace = join(folder, 'demo');
    await code.open(workspace, join(workspace, 'src/declarative.rs'), 47, 'let ages = map!');
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

  /** Waits until a line with this text is on the screen. */
  const shows = (text: string) =>
    code.page.locator('.view-line', { hasText: text }).first().waitFor({ timeout: minutes });

  /** Puts the cursor on the first occurrence of a text in the file, also where that is not on the screen. */
  async function goTo(text: string): Promise<void> {
    const { line, character } = positionOf(source, text);
    // Its tab has the same place however the code is scrolled.
    await code.page.locator('.tab', { hasText: 'declarative.rs' }).click();
    await code.goToPosition(line + 1, character + 1);
  }

  it(
    'stand beside the code and follow what is typed',
    async () => {
      // The palette has no commands of an extension that is still being loaded.
      await code.hover('let ages = map!', 'map', 'map.insert', 2 * minutes);
      await code.click('let ages = map!', 'map');
      await code.command('Macroscope: Show Expansion');
      await shows('map.insert("Grace", 85);');
      expect(await code.page.locator('.tab', { hasText: 'map!.rs' }).count()).toBe(1);
      await code.click('let ages = map!', '85');
      await code.page.keyboard.press('End');
      await code.page.keyboard.press('ArrowLeft');
      await code.page.keyboard.press('ArrowLeft');
      await code.page.keyboard.press('ArrowLeft');
      await code.page.keyboard.type('6', { delay: 50 });
      await shows('map.insert("Grace", 856);');
      await picture('live-expansion');
    },
    3 * minutes,
  );

  it(
    'are stepped through by keys, with arms and bindings in a tree',
    async () => {
      await goTo('max!(ages');
      await code.command('Macroscope: Show One Step of the Expansion');
      await shows('let rest = max!(ages["Grace"], 0);');
      await code.click('let rest = max!', 'max');
      const tree = code.page.locator('.pane', { hasText: 'Macro Steps' });
      await tree.getByText('arm 2').first().waitFor({ timeout: minutes });
      await tree.getByText('ages["Ada"]').first().waitFor();
      await code.page.keyboard.press('n');
      await shows('let first = ages["Grace"];');
      await picture('stepper');
      await code.page.keyboard.press('p');
      await shows('let rest = max!(ages["Grace"], 0);');
    },
    3 * minutes,
  );

  it(
    'are written into the code by a command',
    async () => {
      await goTo('map! {');
      await code.command('Macroscope: Inline Macro');
      await shows('let ages = {');
      await picture('inlined');
    },
    2 * minutes,
  );
});
