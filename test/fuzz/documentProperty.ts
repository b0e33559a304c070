import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Analysis } from '../../server/src/analysis/analysis';
import { createServices } from '../../server/src/analysis/createServices';
import { nodesOf } from '../../server/src/expand/expansionTree';
import { defaultProjectSettings } from '../../server/src/project/loadOptions';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from './corpus';
import { mutate, splice, textOf, type FuzzCase, type Property } from './fuzzCase';
import { randomRules } from './randomRules';
import { same } from './same';

/** Calls of one file that are expanded: they are alike. */
const maximumCalls = 6;

/** A project of one file, which the editor changes. */
interface Project {
  readonly folder: string;
  readonly file: string;
  readonly services: ReturnType<typeof createServices>;
  readonly analysis: Analysis;
}

/**
 * Every macro call of any file, unfinished or hostile, gets an expansion or an error in the user's words, the same each time, and ends: macros that
 * call each other included.
 */
export class DocumentProperty implements Property {
  readonly name = 'documents';
  private project: Promise<Project> | undefined;

  generate(random: Random, corpus: Corpus): FuzzCase {
    const names = Array.from({ length: 1 + random.below(3) }, () => corpus.macro(random));
    const definitions = names.map(({ name, body }) => {
      const rules = random.below(3) === 0 ? randomRules(random, corpus) : body;
      const changed = random.below(2) === 0 ? mutate(random, corpus, rules) : rules;
      // Under one of two more names, so that macros find each other, and themselves.
      return `macro_rules! ${random.pick([name, name, 'm', 'n'])} { ${changed} }\n`;
    });
    const calls = names.flatMap(({ name }) => [
      `${random.pick([name, 'm', 'n'])}! { ${corpus.input(random, name)} }\n`,
      `fn f() { ${splice(random, corpus, 2)}; ${name}!(${corpus.input(random, name)}) }\n`,
    ]);
    const text = [...definitions, ...calls, splice(random, corpus, 3)].join('');
    return { texts: { text: random.below(3) === 0 ? mutate(random, corpus, text) : text }, edition: 2021 };
  }

  async check(fuzzCase: FuzzCase): Promise<void> {
    const project = await (this.project ??= openProject());
    const text = textOf(fuzzCase, 'text');
    const first = await expandAll(project, text);
    same(await expandAll(project, text), first, 'answers');
  }

  async close(): Promise<void> {
    if (!this.project) return;
    const { services, folder } = await this.project;
    await services.sandbox.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openProject(): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-fuzz-'));
  const file = join(folder, 'src/lib.rs');
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'Cargo.toml'),
    '[package]\nname = "fuzzed"\nversion = "0.1.0"\nedition = "2021"\n',
  );
  writeFileSync(file, '');
  const environment = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const services = createServices(process.cwd(), environment);
  const settings = defaultProjectSettings;
  const analysis = await Analysis.load({ ...services, root: folder, trusted: false, settings });
  return { folder, file, services, analysis };
}

/** The text or error of each call of the file, as after an edit. */
async function expandAll({ file, services, analysis }: Project, text: string): Promise<string[]> {
  // An edit in between: what was known of the text before must not be taken for the answer.
  for (const version of ['', text]) {
    services.files.setOverlay(file, version);
    analysis.resolver.fileChanged(file);
  }
  const opened = analysis.openFile(file);
  const answers: string[] = [];
  for (const site of opened?.sites.slice(0, maximumCalls) ?? []) {
    if (!opened || !analysis.isCall(opened, site)) continue;
    const { node } = await analysis.expandSite(opened, site, { recursive: true });
    for (const { error } of nodesOf(node)) if (error?.code === 'internal') throw error;
    const text = await analysis.reporter.text(node);
    answers.push(`${node.error?.code ?? ''} ${node.error?.message ?? ''} ${text}`);
  }
  return answers;
}
