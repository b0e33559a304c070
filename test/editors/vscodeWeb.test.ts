import { describe, expect, it } from 'vitest';
import { minutes } from './vscodeSession';
import { VscodeWebSession } from './vscodeWebSession';

/** On the demo, in a browser that has static files only: server, sandbox and macros run in its workers. */
describe('VS Code for the Web', () => {
  const session = new VscodeWebSession();

  /** Opens a file of the demo at a line, counted from 1. */
  async function open(name: string, line: number, text: string): Promise<void> {
    await session.window.choose('Control+p', `demo/src/${name}:${line}`, name);
    await shows(text);
  }

  /** Waits until a line with this text is on the screen. */
  const shows = (text: string) =>
    session.window.page.locator('.view-line', { hasText: text }).first().waitFor({ timeout: minutes });

  it(
    'shows what macros by example and built-in ones expand to',
    { tags: ['hover'], timeout: 3 * minutes },
    async () => {
      await open('declarative.rs', 47, 'let ages = map!');
      const declarative = await session.window.hover('let ages = map!', 'map', 'map.insert', minutes);
      expect(declarative).toContain('map.insert("Grace", 85);');
      await session.picture('web-hover-declarative');
      await open('declarative.rs', 63, 'assert!(matches!');
      const builtIn = await session.window.hover('assert!(matches!', 'assert', 'panic', minutes);
      expect(builtIn).toContain('assertion failed: matches!(shapes[0], Shape::Empty)');
    },
  );

  it(
    'runs the procedural macros of a crate that brings its module along',
    { tags: ['hover'], timeout: 2 * minutes },
    async () => {
      await open('procedural.rs', 6, 'derive(Builder)');
      const hover = await session.window.hover('derive(Builder)', 'Builder', 'ConnectionBuilder', minutes);
      expect(hover).toContain('impl Connection {');
      expect(hover).toMatch(/Builder · procedural derive macro · defined in demo_macros/);
      await session.picture('web-hover-derive');
    },
  );

  it(
    'opens an expansion beside the code, which follows what is typed',
    { tags: ['document', 'live'], timeout: 2 * minutes },
    async () => {
      await open('declarative.rs', 47, 'let ages = map!');
      await session.window.click('let ages = map!', 'map');
      await session.window.command('Macroscope: Show Expansion');
      await shows('map.insert("Grace", 85);');
      await session.window.click('let ages = map!', '85');
      for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
        await session.window.page.keyboard.press(key);
      await session.window.page.keyboard.type('6', { delay: 50 });
      await shows('map.insert("Grace", 856);');
      await session.picture('web-live-expansion');
    },
  );

  it('shows which macro fails', { tags: ['diagnostics'], timeout: minutes }, async () => {
    await session.window.page.keyboard.type(' =>');
    await session.window.page.locator('.squiggly-error').first().waitFor({ timeout: minutes });
    await session.picture('web-diagnostic');
  });
});
