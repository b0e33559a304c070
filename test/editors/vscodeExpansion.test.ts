import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { positionOf, repository } from '../integration/testClient';
import { copyDemo } from './demoWorkspace';
import { minutes, VscodeSession } from './vscodeSession';

const source = readFileSync(join(repository, 'test/fixtures/demo/src/declarative.rs'), 'utf8');

/** On the demo, whose macros need no build. */
describe('expansions in VS Code', () => {
  const session = new VscodeSession((folder) => {
    copyDemo(folder);
    const git = (...words: string[]) => execFileSync('git', words, { cwd: join(folder, 'demo') });
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message=First');
    return { settings: { 'macroscope.build.enabled': false, 'git.enabled': true } };
  });

  beforeAll(
    () =>
      session.code.open(session.path('demo'), session.path('demo/src/declarative.rs'), 47, 'let ages = map!'),
    2 * minutes,
  );

  /** Waits until a line with this text is on the screen. */
  const shows = (text: string) =>
    session.code.page.locator('.view-line', { hasText: text }).first().waitFor({ timeout: minutes });

  /** The same for one side of a comparison. */
  const showsIn = (side: 'original' | 'modified', text: string) =>
    session.code.page
      .locator(`.monaco-diff-editor .editor.${side} .view-line`, { hasText: text })
      .first()
      .waitFor({ timeout: minutes });

  /** Puts the cursor on the first occurrence of a text in the file, also where that is not on the screen. */
  async function goTo(text: string): Promise<void> {
    const { line, character } = positionOf(source, text);
    // Its tab has the same place however the code is scrolled.
    await session.code.page.locator('.tab', { hasText: 'declarative.rs' }).click();
    await session.code.goToPosition(line + 1, character + 1);
  }

  it(
    'stand beside the code and follow what is typed',
    { tags: ['document', 'live'], timeout: 3 * minutes },
    async () => {
      // The palette has no commands of an extension that is still being loaded.
      await session.code.hover('let ages = map!', 'map', 'map.insert', 2 * minutes);
      await session.code.click('let ages = map!', 'map');
      await session.code.command('Macroscope: Show Expansion');
      await shows('map.insert("Grace", 85);');
      expect(await session.code.page.locator('.tab', { hasText: 'map!.rs' }).count()).toBe(1);
      await session.code.click('let ages = map!', '85');
      await session.code.page.keyboard.press('End');
      await session.code.page.keyboard.press('ArrowLeft');
      await session.code.page.keyboard.press('ArrowLeft');
      await session.code.page.keyboard.press('ArrowLeft');
      await session.code.page.keyboard.type('6', { delay: 50 });
      await shows('map.insert("Grace", 856);');
      await session.picture('live-expansion');
    },
  );

  it(
    'are stepped through by keys, with arms and bindings in a tree',
    { tags: ['steps'], timeout: 3 * minutes },
    async () => {
      await goTo('max!(ages');
      await session.code.command('Macroscope: Show One Step of the Expansion');
      await shows('let rest = max!(ages["Grace"], 0);');
      await session.code.click('let rest = max!', 'max');
      const tree = session.code.page.locator('.pane', { hasText: 'Macro Steps' });
      await tree.getByText('arm 2').first().waitFor({ timeout: minutes });
      await tree.getByText('ages["Ada"]').first().waitFor();
      await session.code.page.keyboard.press('n');
      await shows('let first = ages["Grace"];');
      await session.picture('stepper');
      await session.code.page.keyboard.press('p');
      await shows('let rest = max!(ages["Grace"], 0);');
    },
  );

  it(
    'are pinned, and compared with what they were after an edit',
    { tags: ['compare'], timeout: 3 * minutes },
    async () => {
      const { page } = session.code;
      await goTo('map! {');
      await session.code.command('Macroscope: Pin Expansion');
      await page.locator('.notification-toast', { hasText: 'is pinned' }).waitFor({ timeout: minutes });
      await goTo('36, "Grace"');
      await page.keyboard.type('1');
      await goTo('map! {');
      await session.code.command('Macroscope: Compare with Pinned Expansion');
      await showsIn('original', '("Ada", 36)');
      await showsIn('modified', '("Ada", 136)');
      await session.code.command('Notifications: Clear All Notifications');
      await page.mouse.move(150, 600);
      await session.picture('compare');
    },
  );

  it(
    'are compared with those in a revision of git',
    { tags: ['compare'], timeout: 3 * minutes },
    async () => {
      const { page } = session.code;
      await goTo('map! {');
      await session.code.command('Macroscope: Compare with the Expansion in a Git Revision');
      await page.locator('.quick-input-widget', { hasText: 'Revision' }).waitFor({ timeout: minutes });
      await page.keyboard.press('Enter');
      await page.locator('.tab', { hasText: 'map! in HEAD' }).waitFor({ timeout: minutes });
      await showsIn('original', '("Ada", 36)');
      await showsIn('modified', '("Ada", 136)');
    },
  );

  it('are listed where their macro is defined', { tags: ['uses'], timeout: 2 * minutes }, async () => {
    const { page } = session.code;
    await goTo('map {');
    await session.code.command('Macroscope: Show Uses of the Macro Defined Here');
    await page.locator('.peekview-widget').first().waitFor({ timeout: minutes });
    await page.keyboard.press('Escape');
  });

  it('are written into the code by a command', { tags: ['inline'], timeout: 2 * minutes }, async () => {
    await goTo('map! {');
    await session.code.command('Macroscope: Inline Macro');
    await shows('let ages = {');
    await session.picture('inlined');
  });

  it('come with a report for bug reports', { timeout: 2 * minutes }, async () => {
    await session.code.command('Macroscope: Show Report for a Bug Report');
    await shows('# Macroscope report');
  });
});
