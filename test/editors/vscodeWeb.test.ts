import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTimeout } from '../conformance/procedural/buildTestModule';
import { writeReader } from './readerWorkspace';
import { until } from './until';
import { VscodeDemo } from './vscodeDemo';
import { minutes } from './vscodeSession';
import { vscodeTests } from './vscodeTests';
import { VscodeWebSession } from './vscodeWebSession';

/** Of the browser's worker that runs extensions. */
interface BrowserScope {
  serverWorkers: { terminate(): void; dispatchEvent(event: Event): void }[];
  Worker: new (...parameters: unknown[]) => BrowserScope['serverWorkers'][number];
}

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

  describe('when its server ends', () => {
    beforeAll(async () => {
      await demo.open(`demo/src/${VscodeDemo.file}`);
      // What the extension starts from now on is known here.
      await session.host.evaluate(() => {
        const scope = globalThis as unknown as BrowserScope;
        scope.serverWorkers = [];
        scope.Worker = new Proxy(scope.Worker, {
          construct: (original, parameters: ConstructorParameters<BrowserScope['Worker']>) => {
            const worker = new original(...parameters);
            scope.serverWorkers.push(worker);
            return worker;
          },
        });
      });
      await demo.command('Restart Server');
      await servers(1);
    }, 2 * minutes);

    /** Waits until the extension has started so many. */
    const servers = (count: number): Promise<true> =>
      until(`server ${count}`, () =>
        session.host.evaluate(
          (_, wanted) => (globalThis as unknown as BrowserScope).serverWorkers.length === wanted || undefined,
          count,
        ),
      );

    /** Ends the last server that was started: the browser ends it, or it has met an error that nobody catches. */
    const crash = (how: 'ended' | 'error'): Promise<void> =>
      session.host.evaluate((_, way) => {
        const worker = (globalThis as unknown as BrowserScope).serverWorkers.at(-1);
        if (way === 'ended') worker?.terminate();
        else worker?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of order' }));
      }, how);

    /** The macro's expansion after an edit: no answer of an earlier server. */
    async function expandsAfterEdit(typed: string): Promise<void> {
      await demo.typeBehind('=> 85', typed);
      const hover = await session.window.hover('map! {', 'map!', `map.insert("Grace", 85${typed});`, minutes);
      expect(hover).toContain(`map.insert("Grace", 85${typed});`);
      await demo.startAfresh();
    }

    it.each(['ended', 'error'] as const)(
      'starts it again, and hovers show expansions (%s)',
      { tags: ['hover'], timeout: 3 * minutes },
      async (how) => {
        const before = how === 'ended' ? 1 : 2;
        await expandsAfterEdit('1');
        await crash(how);
        await servers(before + 1);
        await expandsAfterEdit('2');
      },
    );

    it('says so and leaves it when that happens again and again', { timeout: 4 * minutes }, async () => {
      await crash('ended');
      await servers(4);
      await expandsAfterEdit('3');
      await crash('ended');
      await servers(5);
      await expandsAfterEdit('4');
      await crash('ended');
      await demo.tells('The Macroscope server crashed 5 times in the last 3 minutes');
      await demo.picture('crashed-too-often');
      await demo.command('Restart Server');
      await servers(6);
      await expandsAfterEdit('5');
    });
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
