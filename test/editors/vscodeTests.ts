import { beforeEach, expect, it } from 'vitest';
import { VscodeDemo, type VscodeWithExtension } from './vscodeDemo';
import { minutes } from './vscodeSession';

/** What the extension does wherever VS Code runs it, on the demo: each test begins with the file of macros by example as it is saved. */
export function vscodeTests(session: VscodeWithExtension): void {
  const demo = new VscodeDemo(session);
  beforeEach(() => demo.startAfresh(), 2 * minutes);

  it(
    'opens an expansion beside the code, which follows what is typed',
    { tags: ['document', 'live'], timeout: 3 * minutes },
    async () => {
      await demo.goTo('map! {');
      await demo.command('Show Expansion');
      await demo.shows('map.insert("Grace", 85);');
      expect(await demo.window.page.locator('.tab', { hasText: 'map!.rs' }).count()).toBe(1);
      await demo.typeBehind('=> 85', '6');
      await demo.shows('map.insert("Grace", 856);');
      await demo.picture('live-expansion');
    },
  );

  it(
    'goes through an expansion by keys, with arms and bindings in a tree',
    { tags: ['steps'], timeout: 3 * minutes },
    async () => {
      await demo.goTo('max!(ages');
      await demo.command('Show One Step of the Expansion');
      await demo.shows('let rest = max!(ages["Grace"], 0);');
      await demo.goTo('max!(ages', 'max!.rs');
      const tree = demo.window.page.locator('.pane', { hasText: 'Macro Steps' });
      await tree.getByText('arm 2').first().waitFor({ timeout: minutes });
      await tree.getByText('ages["Ada"]').first().waitFor();
      await demo.window.page.keyboard.press('n');
      await demo.shows('let first = ages["Grace"];');
      await demo.picture('stepper');
      await demo.window.page.keyboard.press('p');
      await demo.shows('let rest = max!(ages["Grace"], 0);');
    },
  );

  it(
    'leads from the code to its place in the expansion',
    { tags: ['origin'], timeout: 2 * minutes },
    async () => {
      await demo.goTo('36,');
      await demo.command('Go to This Place in the Expansion');
      await expect
        .poll(() => demo.place('map!.rs'), { timeout: minutes })
        .toMatchObject({ line: '    map.insert("Ada", 36);', selected: '36' });
      await demo.picture('go-to-expansion');
    },
  );

  it(
    'tells of each token of an expansion where it came from, and leads there',
    { tags: ['origin', 'hover'], timeout: 4 * minutes },
    async () => {
      await demo.goTo('map! {');
      await demo.command('Show Expansion');
      const line = 'map.insert("Ada", 36);';
      await demo.shows(line);
      expect(await demo.colors('map!.rs', line)).toEqual({
        map: 'variable.fromMacro',
        insert: 'function.fromMacro',
        '"Ada"': 'string.fromCall',
        '36': 'number.fromCall',
      });
      expect(await demo.window.hover(line, 'insert', 'written by the macro', minutes)).toContain('arm 1');
      await demo.picture('hover-origin');
      await demo.window.hover(line, '36', 'passed in by the call', minutes);

      const { keyboard } = demo.window.page;
      await demo.goTo('insert(', 'map!.rs');
      await keyboard.press('F12');
      await expect
        .poll(() => demo.place(), { timeout: minutes })
        .toMatchObject({ file: VscodeDemo.file, line: '        $(map.insert($key, $value);)*' });
      await keyboard.press('Control+Alt+-');
      await expect.poll(() => demo.place(), { timeout: minutes }).toMatchObject({ file: 'map!.rs' });
      await demo.goTo('36', 'map!.rs');
      await keyboard.press('F12');
      await expect
        .poll(() => demo.place(), { timeout: minutes })
        .toMatchObject({
          file: VscodeDemo.file,
          line: expect.stringContaining('map! { "Ada" => 36') as string,
        });
    },
  );

  it('copies an expansion', { tags: ['copy'], timeout: 2 * minutes }, async () => {
    await demo.goTo('map! {');
    await demo.command('Copy Expansion');
    const copied = (): Promise<string> => demo.window.page.evaluate('navigator.clipboard.readText()');
    await expect.poll(copied, { timeout: minutes }).toContain('map.insert("Ada", 36);');
    expect(await copied()).not.toContain('Expansion of');
  });

  it(
    'underlines a macro that fails and tells why, until it is mended',
    { tags: ['diagnostics'], timeout: 3 * minutes },
    async () => {
      const { page } = demo.window;
      await demo.typeBehind('ages.len(), max!(', '=');
      await page.locator('.squiggly-error').first().waitFor({ timeout: minutes });
      const [shown, ...others] = await demo.diagnostics();
      expect(others).toEqual([]);
      expect(shown).toMatchInlineSnapshot(`
        {
          "message": "no rules expected \`=\` (in the expansion of \`max\`)
        while trying to match meta-variable \`$only:expr\`
        arm 1, \`($only:expr)\`, expected \`$only:expr\`, found \`=\`
        arm 2, \`($first:expr, $($rest:expr),+)\`, expected \`$first:expr\`, found \`=\`",
          "related": [
            {
              "line": "($only:expr) => { $only };",
              "message": "arm 1 expected \`$only:expr\`, found \`=\`",
            },
            {
              "line": "($first:expr, $($rest:expr),+) => {{",
              "message": "arm 2 expected \`$first:expr\`, found \`=\`",
            },
            {
              "line": "println!("{} people, the oldest is {}", ages.len(), max!(=ages["Ada"], ages["Grace"], 0));",
              "message": "println! is called here",
            },
            {
              "line": "println!("{} people, the oldest is {}", ages.len(), max!(=ages["Ada"], ages["Grace"], 0));",
              "message": "max! is called here",
            },
          ],
          "text": "=",
        }
      `);
      await page.keyboard.press('F8');
      await page.locator('.marker-widget', { hasText: 'no rules expected' }).waitFor({ timeout: minutes });
      await demo.picture('diagnostic');
      await page.keyboard.press('Escape');
      await demo.goTo('=ages', VscodeDemo.file);
      await page.keyboard.press('Delete');
      await expect.poll(() => demo.diagnostics(), { timeout: minutes }).toEqual([]);
      await page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: minutes });
    },
  );

  it(
    'pins an expansion, and compares it with what it was after an edit',
    { tags: ['compare'], timeout: 3 * minutes },
    async () => {
      await demo.goTo('map! {');
      await demo.command('Pin Expansion');
      await demo.tells('is pinned');
      await demo.typeBehind('"Ada" => ', '1');
      await demo.goTo('map! {');
      await demo.command('Compare with Pinned Expansion');
      await demo.showsIn('original', '("Ada", 36)');
      await demo.showsIn('modified', '("Ada", 136)');
      await demo.window.page.mouse.move(150, 600);
      await demo.picture('compare');
    },
  );

  it(
    'compares an expansion with that of the saved file',
    { tags: ['compare'], timeout: 2 * minutes },
    async () => {
      await demo.typeBehind('"Grace" => ', '9');
      await demo.goTo('map! {');
      await demo.command('Compare with the Expansion in the Saved Files');
      await demo.showsIn('original', '("Grace", 85)');
      await demo.showsIn('modified', '("Grace", 985)');
    },
  );

  it('lists the uses of a macro where it is defined', { tags: ['uses'], timeout: 2 * minutes }, async () => {
    await demo.goTo('map {');
    await demo.command('Show Uses of the Macro Defined Here');
    await demo.window.page.locator('.peekview-widget').first().waitFor({ timeout: minutes });
    await demo.window.page.keyboard.press('Escape');
  });

  it('writes an expansion into the code', { tags: ['inline'], timeout: 2 * minutes }, async () => {
    await demo.goTo('map! {');
    await demo.command('Inline Macro');
    await demo.shows('let ages = {');
    await demo.picture('inlined');
  });
}
