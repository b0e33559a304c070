import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { readingManifest, useDebianCrates } from './debianCrates';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const main = `use askama::Template;
use pest_derive::Parser;

#[derive(Template)]
#[template(path = "hello.html")]
struct Hello<'a> { name: &'a str }

#[derive(/* bye */ Template)]
#[template(path = "bye.html")]
struct Bye<'a> { name: &'a str }

#[derive(Parser)]
#[grammar = "numbers.pest"]
struct Numbers;

fn main() {}
`;

describe('real macros that read files', () => {
  const project = new TemporaryProject({
    'Cargo.toml': readingManifest,
    'src/main.rs': main,
    'src/numbers.pest': 'number = { ASCII_DIGIT+ }\n',
    'templates/hello.html': 'Welcome, {{ name }}!',
    'templates/bye.html': 'Farewell, {{ name }}!',
  });
  const [hello, bye, numbers] = [
    'Template)]\n#[template(path = "hello',
    'Template)]\n#[template(path = "bye',
    'Parser)]',
  ];
  const hover = (needle: string): Promise<string> =>
    project.client.hoverText(project.path('src/main.rs'), positionOf(main, needle));

  it(
    "askama's template and pest's grammar are edited: their expansions follow, and the others stay as they are",
    async () => {
      useDebianCrates(project.folder);
      const client = await project.start({
        trusted: true,
        // The modules take a while to build, and are kept from one run to the next.
        environment: wasmCapableEnvironment(),
        capabilities: contentCapabilities,
      });
      const editor = new ExpansionClient(client);
      const { changed } = editor;
      await client.ready();
      const show = (needle: string) =>
        editor.show('showExpansion', project.path('src/main.rs'), positionOf(main, needle));
      const [shownHello, shownBye, shownNumbers] = [await show(hello), await show(bye), await show(numbers)];
      expect(shownHello.text).toContain('Welcome, ');
      expect(shownBye.text).toContain('Farewell, ');
      expect(shownNumbers.text).toContain('number');

      project.write('templates/hello.html', 'Good morning, {{ name }}!');
      expect(await editor.textWith(shownHello.uri, 'Good morning, ')).not.toContain('Welcome, ');
      project.write('src/numbers.pest', 'number = { ASCII_DIGIT+ }\nsum = { number ~ "+" ~ number }\n');
      await editor.textWith(shownNumbers.uri, 'sum');
      // A document that is asked for is up to date before the client is told to read it again.
      await expect.poll(() => new Set(changed)).toEqual(new Set([shownHello.uri, shownNumbers.uri]));
      expect(await hover(bye)).toContain('cached');

      // A template that is broken tells so, at its derive; the one before it is remembered.
      await client.open(project.path('src/main.rs'));
      const lines = (): number[] | undefined =>
        client.diagnosticsOf(project.path('src/main.rs'))?.map(({ range }) => range.start.line);
      await expect.poll(lines, { timeout: patience }).toEqual([]);
      project.write('templates/hello.html', '{% if %}');
      expect(await hover(hello)).toContain('Cannot be expanded');
      await expect.poll(lines, { timeout: patience }).toEqual([positionOf(main, hello).line]);
      project.write('templates/hello.html', 'Welcome, {{ name }}!');
      expect(await hover(hello)).toContain('cached');
      await expect.poll(lines, { timeout: patience }).toEqual([]);
      await client.stop();
    },
    5 * patience,
  );
});
