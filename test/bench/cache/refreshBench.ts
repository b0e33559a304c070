/**
 * How long after a write to disk an open expansion shows it: askama's templates, pest's grammars, included files, and a macro in a file that is not
 * open. From the end of the write to the server's word that the document has changed, and to the new text, on the client's side of the protocol; with
 * a client that watches files and with one that does not. All calls of the file are checked for diagnostics as well each time. What does not depend on the file must not be refreshed, nor run again.
 * `npm run bench -- refresh ROUNDS`.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import { wasmCapableEnvironment } from '../../conformance/toolchain/rustEnvironment';
import { readingManifest, useDebianCrates } from '../../integration/debianCrates';
import { contentCapabilities, ExpansionClient } from '../../integration/expansionClient';
import { positionOf, TestClient } from '../../integration/testClient';
import { percentile } from '../percentile';
import { processorMillis } from '../processFigures';

const rounds = Number(process.argv[3] ?? 50);
const templates = 20;

/** A file that an expansion depends on: what stands in it in a round, and what its expansion must show then. */
interface Input {
  readonly title: string;
  readonly file: string;
  readonly call: string;
  readonly content: (word: string) => string;
}

const names = Array.from({ length: templates }, (_, index) => `page${index}`);

const inputs: readonly Input[] = [
  {
    title: 'askama template',
    file: 'templates/page0.html',
    call: 'Template)] #[template(path = "page0.html")]',
    content: (word) => `${word}, {{ name }}!`,
  },
  {
    title: 'pest grammar',
    file: 'src/numbers.pest',
    call: 'Parser)]',
    content: (word) => `${word} = { ASCII_DIGIT+ }\n`,
  },
  { title: 'include_str!', file: 'src/text.txt', call: 'include_str!', content: (word) => word },
  {
    title: 'macro in a file that is not open',
    file: 'src/macros.rs',
    call: 'named!',
    content: (word) => `macro_rules! named { () => { "${word}" }; }\n`,
  },
];

const main = `#[macro_use]
mod macros;
use askama::Template;
use pest_derive::Parser;
${names
  .map(
    (name) => `#[derive(Template)] #[template(path = "${name}.html")]
struct ${name.toUpperCase()}<'a> { name: &'a str }`,
  )
  .join('\n')}
#[derive(Parser)]
#[grammar = "numbers.pest"]
struct Numbers;
fn main() {
    let _ = include_str!("text.txt");
    let _ = named!();
}
`;

const files: Readonly<Record<string, string>> = {
  'Cargo.toml': readingManifest,
  'src/main.rs': main,
  ...Object.fromEntries(names.map((name) => [`templates/${name}.html`, `first, {{ name }}!`])),
  ...Object.fromEntries(inputs.map(({ file, content }) => [file, content('first')])),
};

/** Notes when it was told to read a document again. */
class TimedClient extends ExpansionClient {
  readonly told: { readonly uri: string; readonly at: number }[] = [];

  protected override refreshed(uri: string): void {
    this.told.push({ uri, at: performance.now() });
    super.refreshed(uri);
  }
}

async function measure(folder: string, clientWatches: boolean): Promise<void> {
  console.log(clientWatches ? 'A client that watches files:' : 'A client that does not:');
  const mainFile = join(folder, 'src/main.rs');
  const capabilities = {
    workspace: {
      ...contentCapabilities.workspace,
      didChangeWatchedFiles: { dynamicRegistration: clientWatches },
    },
  };
  const client = await TestClient.start({ folder, trusted: true, environment, capabilities });
  await client.ready();
  await client.open(mainFile);
  const editor = new TimedClient(client);
  const show = async (call: string): Promise<string> =>
    (await editor.show('showExpansion', mainFile, positionOf(main, call))).uri;
  const others = names.slice(1).map((name) => `Template)] #[template(path = "${name}.html")]`);
  for (const call of others) await show(call);
  for (const { title, file, call, content } of inputs) {
    const uri = await show(call);
    const [toldAfter, shownAfter]: [number[], number[]] = [[], []];
    let strangers = 0;
    const usedBefore = processorMillis(client.processId);
    for (let round = 0; round < rounds; round++) {
      // So that no round falls into the quiet time of the one before.
      await new Promise((resolve) => setTimeout(resolve, 60));
      editor.told.length = 0;
      const word = `word_${clientWatches}_${round}`;
      writeFileSync(join(folder, file), content(word));
      const written = performance.now();
      if (clientWatches && file.endsWith('.rs'))
        await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
          changes: [{ uri: pathToFileURL(join(folder, file)).href, type: FileChangeType.Changed }],
        });
      await editor.textWith(uri, word);
      shownAfter.push(performance.now() - written);
      const told = editor.told.find((each) => each.uri === uri);
      if (told) toldAfter.push(told.at - written);
      strangers += editor.told.filter((each) => each.uri !== uri).length;
    }
    const figures = (millis: readonly number[]): string =>
      [0.5, 0.95, 1].map((share) => percentile(millis, share).toFixed(0)).join(' / ');
    const used = (processorMillis(client.processId) - usedBefore) / rounds;
    console.log(
      `  ${title.padEnd(34)} told ${figures(toldAfter)}, shown ${figures(shownAfter)} ms (${rounds} times, ${used.toFixed(0)} ms of processor time each); others refreshed: ${strangers}`,
    );
  }
  let again = 0;
  for (const call of others) {
    const hover = await client.hoverText(mainFile, positionOf(main, call));
    if (!hover.includes('cached')) again++;
  }
  console.log(`  of ${others.length} other calls of procedural macros run again: ${again}`);
  await client.stop();
}

const environment = { ...wasmCapableEnvironment(), CARGO_NET_OFFLINE: 'true' };
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-bench-')));
try {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  useDebianCrates(folder);
  for (const clientWatches of [true, false]) await measure(folder, clientWatches);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
