/** Whole files of the corpus (corpusCases.ts), as `macroscope expand FILE` shows them, against rustc's expansion of them. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Analysis } from '../../../server/src/analysis/analysis';
import { createServices } from '../../../server/src/analysis/createServices';
import type { Services } from '../../../server/src/analysis/services';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { nodesOf, type ExpansionNode } from '../../../server/src/expand/expansionTree';
import { comparableText, corpusCases, corpusText, type CorpusCase } from './corpusCases';

const installation = fileURLToPath(new URL('../../../', import.meta.url));
const cases = [...corpusCases('cases'), ...corpusCases('crates')];
let folder = '';
let services: Services;
let analysis: Analysis;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-corpus-')));
  write('Cargo.toml', manifest('corpus', 'middle = { path = "middle" }\n'));
  for (const { name, text } of cases) write(`src/bin/${name}.rs`, text);
  for (const name of ['inner', 'middle']) {
    const dependency = name === 'middle' ? 'inner = { path = "../inner" }\n' : '';
    write(`${name}/Cargo.toml`, manifest(name, dependency));
    write(`${name}/src/lib.rs`, corpusText(`crates/${name}.rs`));
  }
  services = createServices(installation, { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') });
  analysis = await Analysis.load({
    ...services,
    root: folder,
    trusted: false,
    settings: { ...defaultProjectSettings, setTest: false },
  });
});
afterAll(async () => {
  await services.sandbox.dispose();
  rmSync(folder, { recursive: true });
});

function manifest(name: string, dependencies: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${dependencies}`;
}

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function expand({ name }: CorpusCase): Promise<{ text: string; nodes: readonly ExpansionNode[] }> {
  const file = analysis.openFile(join(folder, `src/bin/${name}.rs`));
  if (!file) throw new Error(`${name} is missing`);
  const { text, nodes } = await analysis.expandFile(file);
  return { text, nodes: nodes.flatMap((node) => [...nodesOf(node)]) };
}

const named = (each: readonly CorpusCase[]) => each.map((one) => [one.title, one] as const);

describe('expands as rustc does, in as many steps', () => {
  test.each(named(cases.filter(({ expanded }) => expanded)))('%s', async (_, each) => {
    const { text, nodes } = await expand(each);
    expect(comparableText(text)).toBe(comparableText((each.expanded ?? []).join('\n')));
    expect(nodes.filter(({ definition }) => definition?.engine === 'declarative').length).toBe(each.steps);
  });
});

describe('fails as rustc does, once', () => {
  test.each(named(cases.filter(({ error }) => error)))('%s', async (_, each) => {
    const { nodes } = await expand(each);
    const errors = nodes.flatMap((node) => analysis.reporter.diagnostics(node));
    expect(errors.map(({ message, range }) => ({ message, ...range?.start }))).toEqual([each.error]);
  });
});
