import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InvocationSite } from '../syntax/invocationSite';
import { printTokens } from '../syntax/tokenText';
import type { SiteExpansion } from './siteExpansion';
import type { SourceFile } from './sourceFile';
import { openAnalysis } from './testing/openAnalysis';

const source = `
macro_rules! pass { ($($value:expr),*) => { ($($value),*) }; }
macro_rules! one { () => { 1 }; }
fn f() { pass!(one!(), one!(), pass!(one!())); include_str!("text.txt"); unknown!(pass!(one!())); }
`;

async function openSource() {
  const opened = await openAnalysis({ 'src/lib.rs': source, 'src/text.txt': 'text' });
  const path = join(opened.folder, 'src/lib.rs');
  const open = (): SourceFile => {
    const file = opened.analysis.openFile(path);
    if (!file) throw new Error('the file cannot be read');
    return file;
  };
  return { ...opened, path, open };
}

/** The calls of a file that begin with a text. */
function callsOf({ document }: SourceFile, name: string): InvocationSite[] {
  const offsets = [...document.text.matchAll(new RegExp(name, 'g'))].map(({ index }) => index);
  return offsets.flatMap((offset) => document.invocationAt(offset) ?? []);
}

const background = { priority: 'background' } as const;

describe('the whole expansion of a call', () => {
  test('is made once for all who ask for it', async () => {
    const { analysis, open } = await openSource();
    const [site] = callsOf(open(), 'pass!');
    if (!site) throw new Error('no call');
    const first = await analysis.shareSite(open(), site, {});
    expect(first.kept).toBe(false);
    const again = await analysis.shareSite(open(), site, background);
    expect(again).toMatchObject({ kept: true, wallMicros: first.wallMicros });
    expect(again.node).toBe(first.node);
    expect((await analysis.expandSite(open(), site, { recursive: true })).node).not.toBe(first.node);
  });

  test('holds the first step, which is not made again when it is asked for alone', async () => {
    const { analysis, open } = await openSource();
    const [site] = callsOf(open(), 'pass!');
    if (!site) throw new Error('no call');
    const alone = (): Promise<SiteExpansion> => analysis.expandSite(open(), site, { recursive: false });
    const { node: before } = await alone();
    const { node: whole } = await analysis.shareSite(open(), site, {});
    const { node: step } = await alone();
    expect(step.step).toBe(whole.step);
    expect(printTokens(step.result)).toBe(printTokens(before.result));
    expect(printTokens(step.result)).toContain('one!');
  });

  test('is made once in the background for the calls in it, which may be asked for at the same time', async () => {
    const { analysis, open } = await openSource();
    const file = open();
    const inside = callsOf(file, 'one!').slice(0, 3);
    const found = await Promise.all(inside.map((site) => analysis.shareSite(file, site, background)));
    expect(found.map(({ node }) => node.error)).toEqual([undefined, undefined, undefined]);
    const [around] = found.map((each) => each.around);
    expect(around).toBeDefined();
    for (const each of found) expect(each.around).toBe(around);
    // A hover has it from there, too.
    const [site] = inside;
    expect(site && (await analysis.shareSite(file, site, {})).around).toBe(around);
  });

  test('is not made for a hover in it, which needs only what leads there', async () => {
    const { analysis, open } = await openSource();
    const [first, , last] = callsOf(open(), 'one!');
    if (!first || !last) throw new Error('no call');
    const found = await analysis.shareSite(open(), first, {});
    const other = await analysis.shareSite(open(), last, {});
    expect(found.around).not.toBe(other.around);
    expect(found.node.error).toBeUndefined();
  });

  test('is made anew when a definition has changed, and for another version of the file', async () => {
    const { analysis, files, path, open } = await openSource();
    const textOf = async (): Promise<string> => {
      const [site] = callsOf(open(), 'pass!');
      if (!site) throw new Error('no call');
      return analysis.reporter.text((await analysis.shareSite(open(), site, {})).node);
    };
    expect(await textOf()).toBe('(1, 1, (1))');
    files.setOverlay(path, source.replace('{ 1 }', '{ 2 }'));
    analysis.resolver.fileChanged(path);
    expect(await textOf()).toBe('(2, 2, (2))');
  });

  test.each(['include_str!', 'unknown!'])(
    'is not kept where it depends on the disk or has failed: %s',
    async (name) => {
      const { analysis, open } = await openSource();
      const [site] = callsOf(open(), name);
      if (!site) throw new Error('no call');
      const [first, second] = [
        await analysis.shareSite(open(), site, background),
        await analysis.shareSite(open(), site, background),
      ];
      expect(second.kept).toBe(false);
      expect(second.node).not.toBe(first.node);
    },
  );

  test('of a call that cannot be expanded does not hide the calls in it', async () => {
    const { analysis, open } = await openSource();
    const site = callsOf(open(), 'one!').at(-1);
    if (!site) throw new Error('no call');
    for (let count = 0; count < 2; count++) {
      const { node } = await analysis.shareSite(open(), site, background);
      expect(await analysis.reporter.text(node)).toBe('1');
    }
  });

  test('that was cancelled is made for the next one', async () => {
    const { analysis, open } = await openSource();
    const [site] = callsOf(open(), 'pass!');
    if (!site) throw new Error('no call');
    const cancelled = analysis.shareSite(open(), site, { ...background, signal: AbortSignal.abort() });
    const next = analysis.shareSite(open(), site, background);
    expect((await cancelled).node.error?.code).toBe('cancelled');
    expect(await analysis.reporter.text((await next).node)).toBe('(1, 1, (1))');
  });
});
