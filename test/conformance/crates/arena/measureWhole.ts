/**
 * What a user of an editor gets: the built server in a process of its own, opened on the crate's folder. It is told a file and a position for every
 * call that rustc expanded, and nothing else; what it answers is a text. `npm run conformance -- --whole --arena FOLDER [CRATE…]` prints the tables
 * that it prints without `--whole`, where crates are expanded in this process and single steps are compared too. Macro crates and build scripts that
 * are missing are built by the server.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer, stopServer, untilQuiet } from '../../../bench/declarative/overProtocol';
import { keptBuilds } from '../../../bench/keptBuilds';
import { builtServer, type TestClient } from '../../../integration/testClient';
import { answerGroupOf, judgeAnswer, type Answer } from './answerTruth';
import { arenaEnvironment, chosenCrates, crateFolder, crateSettings } from './arenaCrates';
import { Causes, CrateResults, printResults, type Judgement } from './results';
import { SitePlaces } from './sitePlaces';
import { siteRows } from './truth';

const { values, positionals } = parseArgs({
  options: {
    arena: { type: 'string' },
    whole: { type: 'boolean' },
    show: { type: 'string', default: '40' },
  },
  allowPositionals: true,
});
const arena = resolve(values.arena ?? '');

const server = {
  command: builtServer(),
  environment: { ...arenaEnvironment(arena), ...keptBuilds('macroscope-conformance') },
  sysrootSource: undefined,
};

async function measure(crate: string, causes: Causes): Promise<CrateResults> {
  const folder = crateFolder(arena, crate);
  const results = new CrateResults();
  const places = new SitePlaces();
  const client = await startServer(server, { folder, settings: crateSettings(arena, crate) });
  try {
    await untilQuiet(client);
    for (const row of siteRows(arena, crate)) {
      const group = answerGroupOf(row);
      if (group === undefined) continue;
      const path = join(folder, row.file);
      const place = places.find(path, row);
      const started = performance.now();
      const answer: Answer = place ? await ask(client, path, place.position) : { error: 'no such place' };
      results.millis += performance.now() - started;
      const judgement: Judgement = judgeAnswer(row, answer, place?.hasSemicolon === true);
      results.add(group, judgement);
      causes.add(group, judgement, `${crate} ${row.file}:${row.rline}:${row.rcol} ${row.name}`);
    }
  } finally {
    await stopServer(client);
  }
  return results;
}

/** What every editor's plugin for Rust asks. */
async function ask(
  client: TestClient,
  path: string,
  position: { readonly line: number; readonly character: number },
): Promise<Answer> {
  try {
    return { text: (await client.expandMacro(path, position)).expansion };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const results = new Map<string, CrateResults>();
const causes = new Causes();
for (const crate of chosenCrates(arena, positionals)) results.set(crate, await measure(crate, causes));
printResults(results, causes, Number(values.show));
