import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, it } from 'vitest';
import { copyDemo } from './demoWorkspace';
import { VscodeDemo } from './vscodeDemo';
import { minutes, VscodeSession } from './vscodeSession';
import { vscodeTests } from './vscodeTests';

/** On the demo, whose macros need no build. */
describe('the extension in VS Code', () => {
  const session = new VscodeSession((folder) => {
    copyDemo(folder);
    const git = (...words: string[]) => execFileSync('git', words, { cwd: join(folder, 'demo') });
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message=First');
    return { settings: { 'macroscope.build.enabled': false, 'git.enabled': true } };
  });
  const demo = new VscodeDemo(session);

  beforeAll(async () => {
    const file = session.path('demo/src', VscodeDemo.file);
    await session.window.open(session.path('demo'), file, 47, 'let ages = map!');
    // The palette has no commands of an extension that is still being loaded.
    await session.window.hover('let ages = map!', 'map', 'map.insert', 2 * minutes);
  }, 4 * minutes);

  vscodeTests(session);

  it(
    'compares an expansion with that in a revision of git',
    { tags: ['compare'], timeout: 3 * minutes },
    async () => {
      const { page } = session.window;
      await demo.typeBehind('"Ada" => ', '1');
      await demo.goTo('map! {');
      await demo.command('Compare with the Expansion in a Git Revision');
      await page.locator('.quick-input-widget', { hasText: 'Revision' }).waitFor({ timeout: minutes });
      await page.keyboard.press('Enter');
      await page.locator('.tab', { hasText: 'map! in HEAD' }).waitFor({ timeout: minutes });
      await demo.showsIn('original', '("Ada", 36)');
      await demo.showsIn('modified', '("Ada", 136)');
    },
  );

  it(
    'has what was pinned when the window is loaded again, where the code is then',
    { tags: ['compare'], timeout: 4 * minutes },
    async () => {
      await demo.goTo('map! {');
      await demo.command('Pin Expansion');
      await demo.tells('is pinned');
      await demo.reload('pinnedExpansions');
      await demo.typeBehind('use std::collections::HashMap;', '\n\n');
      await demo.typeBehind('"Grace" => ', '9');
      await demo.goTo('map! {');
      await demo.command('Compare with Pinned Expansion');
      await demo.showsIn('original', '("Grace", 85)');
      await demo.showsIn('modified', '("Grace", 985)');
    },
  );

  it(
    'has an open expansion follow what is typed when the server was started again',
    { tags: ['live'], timeout: 3 * minutes },
    async () => {
      await demo.goTo('map! {');
      await demo.command('Show Expansion');
      await demo.shows('map.insert("Grace", 85);');
      await demo.typeBehind('use std::collections::HashMap;', '\n');
      await demo.command('Restart Server');
      await demo.typeBehind('=> 85', '6');
      await demo.shows('map.insert("Grace", 856);');
    },
  );

  it('makes a report for bug reports', { timeout: 2 * minutes }, async () => {
    await demo.command('Show Report for a Bug Report');
    await demo.shows('# Macroscope report');
  });
});
