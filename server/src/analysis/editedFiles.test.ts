import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProjectSettings } from '../project/loadOptions';
import { expect, test } from 'vitest';
import { Analysis } from './analysis';
import { openAnalysis } from './testing/openAnalysis';

function recorded(name: string): string {
  return readFileSync(new URL(`../../../test/conformance/builtin/${name}`, import.meta.url), 'utf8');
}

const project: Readonly<Record<string, string>> = {
  'src/lib.rs': `#[macro_use]
mod rules;
mod bangs;
mod derives;

fn here() {
    let all = twice!(line!());
    println!("{all:?} {}", made!());
}

fn blocks() {
    macro_rules! local { ($e:expr) => { ($e, 1) }; }
    let all = local!(format!("{}", twice!(2)));
    all.0;
}

mod inner {
    fn blocks() {
        macro_rules! local { ($e:expr) => { ($e, 2) }; }
        local!(3);
    }
}
`,
  'src/rules.rs': `/// The argument two times.
macro_rules! twice { ($e:expr) => { ($e, $e) }; }
macro_rules! make { ($name:ident) => { macro_rules! $name { () => { column!() } } }; }
make!(made);
`,
  'src/bangs.rs': recorded('bangs.rs'),
  'src/derives.rs': recorded('derives.rs'),
};
const names = Object.keys(project);

/** What an editor shows of every call in the files: its text, which is the same however it is asked for, or what is wrong with it, and where its macro stands. */
async function shown(analysis: Analysis, folder: string): Promise<string[]> {
  const { reporter, answers } = analysis;
  const all: string[] = [];
  for (const name of names) {
    const file = analysis.openFile(join(folder, name));
    if (!file) continue;
    for await (const { site, node } of analysis.expandCalls(file, { recursive: true })) {
      const { definition, error } = node;
      const range = definition && JSON.stringify(reporter.range(definition.span));
      const problem = error && `${error.message} ${JSON.stringify(reporter.range(error.span ?? site.span))}`;
      const place = JSON.stringify(reporter.range(site.nameSpan));
      const text = await reporter.text(node);
      // What requests are answered with, which is kept from version to version.
      const answer = await answers.textOf(
        file,
        site,
        'expansion',
        () => analysis.shareSite(file, site, {}),
        (expansion) => reporter.text(expansion.node),
      );
      expect(answer.text).toBe(text);
      all.push([name, place, node.path, definition?.file, range, problem, text].join(' '));
    }
  }
  return all;
}

const edit = fc.record({
  file: fc.nat(names.length - 1),
  place: fc.nat(),
  text: fc.constantFrom(
    '\n',
    '// a note\n',
    '    let typed = 1;\n',
    'fn typed() {}\n',
    '}',
    'use std::vec as list;\n',
    'macro_rules! local { ($e:expr) => { ($e, 4) }; }\n',
  ),
});

test(
  'after any edits every call is shown as by who opens the files for the first time',
  { timeout: 300_000 },
  async () => {
    const { analysis, folder, services } = await openAnalysis(project);
    const options = { ...services, root: folder, trusted: false, settings: defaultProjectSettings };
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
        const texts = new Map(Object.entries(project));
        const write = (name: string, text: string): void => {
          texts.set(name, text);
          services.files.setOverlay(join(folder, name), text);
          analysis.resolver.fileChanged(join(folder, name));
        };
        for (const name of names) write(name, project[name] ?? '');
        await shown(analysis, folder);
        for (const { file, place, text } of edits) {
          const name = names[file] ?? '';
          const before = texts.get(name) ?? '';
          const at = before.lastIndexOf('\n', place % before.length) + 1;
          write(name, before.slice(0, at) + text + before.slice(at));
          expect(await shown(analysis, folder)).toEqual(
            await shown(Analysis.of(analysis.workspace, options), folder),
          );
        }
      }),
      { numRuns: 6 },
    );
  },
);
