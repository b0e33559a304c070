import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTimeout } from '../conformance/procedural/buildTestModule';
import { writeReader } from './readerWorkspace';
import { VscodeDemo } from './vscodeDemo';
import { minutes } from './vscodeSession';
import { vscodeTests } from './vscodeTests';
import { VscodeWebSession } from './vscodeWebSession';

/** In a browser that has static files only: server, sandbox and macros run in its workers. */
describe('VS Code for the Web', () => {
  const session = new VscodeWebSession(writeReader, buildTimeout);
  const demo = new VscodeDemo(session);

  describe('on the demo', () => {
    beforeAll(() => demo.open(`demo/src/${VscodeDemo.file}`), 2 * minutes);
    vscodeTests(session);

    it('shows what built-in macros expand to', { tags: ['hover'], timeout: 3 * minutes }, async () => {
      await demo.goTo('assert!(matches!');
      const hover = await session.window.hover('assert!(matches!', 'assert', 'panic', minutes);
      expect(hover).toContain('assertion failed: matches!(shapes[0], Shape::Empty)');
    });

    it(
      'runs the procedural macros of a crate that brings its module along',
      { tags: ['hover'], timeout: 2 * minutes },
      async () => {
        await demo.open('demo/src/procedural.rs');
        const hover = await session.window.hover('derive(Builder)', 'Builder', 'ConnectionBuilder', minutes);
        expect(hover).toContain('impl Connection {');
        expect(hover).toMatch(/Builder · procedural derive macro · defined in demo_macros/);
        await demo.picture('hover-derive');
      },
    );
  });

  describe('with macros that read files', () => {
    beforeEach(() => demo.open('reader/src/lib.rs'), 2 * minutes);

    it.each([
      ['a built-in macro', 'include_str!', 'greeting.txt'],
      ['a procedural macro', 'template!', 'template.txt'],
    ])(
      'shows what %s reads, and follows when that changes',
      { tags: ['document', 'live'], timeout: 3 * minutes },
      async (_, call, file) => {
        await demo.goTo(call, 'lib.rs');
        await demo.command('Show Expansion');
        await demo.shows(`as it was in ${file}`);
        await demo.write(`reader/${file}`, `as it is now in ${file}`);
        await demo.shows(`as it is now in ${file}`);
      },
    );

    it('says what a browser cannot do', { timeout: 4 * minutes }, async () => {
      const { window } = demo;
      const hover = await window.hover('unbuilt::nothing', 'nothing', 'unbuilt are not ready', minutes);
      expect(hover).toContain('A browser has no programs');
      expect(hover).toContain('only where a crate brings them along ready-built');
      await demo.picture('not-ready');
      await demo.command('Build Procedural Macros');
      await demo.tells('A browser has no programs');
      await demo.goTo('template!', 'lib.rs');
      await demo.command('Compare with the Expansion in a Git Revision');
      await demo.tells('in no git repository');
      await demo.picture('not-in-a-browser');
    });
  });
});
