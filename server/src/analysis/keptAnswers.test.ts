import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAnalysis } from './testing/openAnalysis';

/** Answers to the call at `$0` of a source: the text, and whether the call was expanded for it. */
async function openSource(markedSource: string) {
  const { folder, analysis, files } = await openAnalysis({ 'src/lib.rs': '', 'src/text.txt': 'old' });
  const path = join(folder, 'src/lib.rs');
  const write = (marked: string): number => {
    files.setOverlay(path, marked.replace('$0', ''));
    analysis.resolver.fileChanged(path);
    return marked.indexOf('$0');
  };
  const ask = async (marked: string): Promise<[text: string, made: 'made' | 'kept']> => {
    const offset = write(marked);
    const file = analysis.openFile(path);
    const site = file?.document.invocationAt(offset);
    if (!file || !site) throw new Error('no call');
    let made: 'made' | 'kept' = 'kept';
    const expand = () => {
      made = 'made';
      return analysis.shareSite(file, site, {});
    };
    const { text } = await analysis.answers.textOf(file, site, 'expansion', expand, ({ node }) =>
      analysis.reporter.text(node),
    );
    return [text, made];
  };
  await ask(markedSource);
  return { analysis, path, write, ask };
}

const source = `macro_rules! two { ($e:expr) => { $e + 2 }; }
fn before() { 1; }
mod inner {
    fn here() { $0two!(1); }
    fn behind() {}
}
`;

test('a text holds while something is typed before or behind the item of its call', async () => {
  const { ask } = await openSource(source);
  const below = `\n${source}`;
  expect(await ask(below)).toEqual(['1 + 2', 'kept']);
  const longer = below.replace('1;', '100; two!(4);');
  expect(await ask(longer)).toEqual(['1 + 2', 'kept']);
  expect(await ask(longer.replace('behind() {}', 'behind() { two!(2) }'))).toEqual(['1 + 2', 'kept']);
});

test('a text holds over many edits, of which nobody asks for it', async () => {
  const { ask, write } = await openSource(source);
  for (let count = 1; count < 20; count++) write(source.replace('1;', '1;'.repeat(count)));
  expect(await ask(source.replace('1;', '1;'.repeat(20)))).toEqual(['1 + 2', 'kept']);
});

test('a text is made anew when something is typed in the item of its call', async () => {
  const { ask } = await openSource(source);
  const local = 'macro_rules! two { ($e:expr) => { $e + 3 }; }';
  expect(await ask(source.replace('$0', `${local} $0`))).toEqual(['1 + 3', 'made']);
  expect(await ask(source.replace('$0two!(1)', '$0two!(4)'))).toEqual(['4 + 2', 'made']);
});

test('a text is made anew when its macro, or what its name means, is another one', async () => {
  const { ask } = await openSource(source);
  expect(await ask(source.replace('$e + 2', '$e + 5'))).toEqual(['1 + 5', 'made']);
  const shadowed = source.replace('fn before', 'macro_rules! two { ($e:expr) => { $e }; }\nfn before');
  expect(await ask(shadowed)).toEqual(['1', 'made']);
  // Back at a text that was there before, nothing is taken from then: names were dropped meanwhile.
  expect(await ask(source)).toEqual(['1 + 2', 'made']);
});

test('a call of the same macro at the same place in another item has its own text', async () => {
  const twice =
    'macro_rules! m { () => { 1 }; }\nfn f() { $0m!(); }\nmacro_rules! m { () => { 2 }; }\nfn f() { m!(); }\n';
  const { ask } = await openSource(twice);
  const second = twice.replace('$0', '').replace(/m!\(\); }\n$/, '$0m!(); }\n');
  expect(await ask(second)).toEqual(['2', 'made']);
  expect(await ask(`\n${second}`)).toEqual(['2', 'kept']);
  expect(await ask(`\n\n${twice}`)).toEqual(['1', 'kept']);
});

test.each([
  ['line!()', '2u32', '3u32'],
  ['concat!("line ", line!())', '"line 2"', '"line 3"'],
  ['stringify!(a)', '"a"', '"a"'],
])('what says where it stands is made anew when it stands elsewhere: %s', async (call, first, second) => {
  const placed = `\nfn f() { $0${call}; }\n`;
  const { ask } = await openSource(placed);
  expect(await ask(placed)).toEqual([first, 'kept']);
  expect(await ask(`\n${placed}`)).toEqual([second, first === second ? 'kept' : 'made']);
});

test.each(['include_str!("text.txt")', 'concat!(include_str!("text.txt"), 1)'])(
  'what reads a file is made anew each time: %s',
  async (call) => {
    const reading = `fn f() { $0${call}; }\n`;
    const { ask } = await openSource(reading);
    expect((await ask(reading))[1]).toBe('made');
  },
);

test('a text that was made while its file changed is given to nobody else', async () => {
  const { analysis, path, write, ask } = await openSource(source);
  const changed = source.replace('$0two!(1)', '$0two!(7)');
  const offset = write(changed);
  const file = analysis.openFile(path);
  const site = file?.document.invocationAt(offset);
  if (!file || !site) throw new Error('no call');
  await analysis.answers.textOf(
    file,
    site,
    'expansion',
    () => {
      write(`\n${changed}`);
      return analysis.shareSite(file, site, {});
    },
    () => Promise.resolve('of both versions'),
  );
  expect(await ask(changed)).toEqual(['7 + 2', 'made']);
});
