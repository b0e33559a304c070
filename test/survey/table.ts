/** The step `table`: writes the results down for readers (`docs/survey.md`) and for programs (`results.json`). */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runProgram } from '../../server/src/platform/node/runProgram';
import type { DifferenceClass } from './callsTypes';
import type { SurveyOptions } from './surveyFolder';
import { buildReasons, causeOf, causes } from './tableReasons';
import { mergeResults, readResults, resultsFile, type CrateResult, type SurveyResults } from './tableResults';
import { countResults, isCounted, percent } from './tableSummary';

export async function writeTable({ work, merge }: SurveyOptions): Promise<void> {
  const results = merge ? mergeResults(work) : readResults(work);
  const lines = results.crates.map((crate) => JSON.stringify(crate));
  writeFileSync(
    resultsFile,
    `{ "compiler": ${JSON.stringify(results.compiler)}, "crates": [\n${lines.join(',\n')}\n] }\n`,
  );
  const document = resolve('docs/survey.md');
  writeFileSync(document, surveyDocument(results));
  const prettier = resolve('node_modules/prettier/bin/prettier.cjs');
  const { code, stderr } = await runProgram(process.execPath, [prettier, '--write', document], {
    ...{ cwd: process.cwd(), env: process.env, timeoutMillis: 60_000 },
  });
  if (code !== 0) throw new Error(stderr);
  for (const crate of results.crates)
    for (const name of differencesOf(crate))
      if (causeOf(crate.name, name) === undefined)
        console.log(`no reason for ${crate.name} ${crate.version}: ${name}`);
}

function surveyDocument(results: SurveyResults): string {
  const counts = countResults(results);
  return `# The survey: which procedural macros run in the sandbox

All procedural-macro crates of Debian's \`librust-*-dev\` packages, built to WebAssembly by the product and called on real inputs: those of the crates of the same
packages that use them, of their own tests and of their documentation. The same calls are made natively by ${results.compiler}, and the outputs are compared token by
token: kind, text, delimiters, invisible groups, and which operator characters are joint. Panics are compared by their message. How it is done, and how to
do it again: [test/survey](../test/survey/README.md). This page is written by \`npm run survey -- --step table\`.

## Counts

|  |  |  |
|---|---|---|
| procedural-macro crates | ${counts.crates} | |
| … that rustc builds natively from Debian's packages | ${counts.buildable} | |
| … that have a module | ${counts.built} | **${percent(counts.built, counts.buildable)}** (target: 97 %) |
| macros in them | ${counts.macros} | |
| macros called | ${counts.macrosCalled} | ${percent(counts.macrosCalled, counts.macros)} |
| calls compared | ${counts.calls} | ${counts.madeUp} of them made up, for macros that nobody calls |
| … that are equal | ${counts.equal} | **${percent(counts.equal, counts.calls)}** (target: 99.5 %) |
| … made by a \`macro_rules!\`, with types and expressions in invisible groups | ${counts.withFragments} | |
| … in which rustc reports an error or a panic, too | ${counts.errors} | |
| crates all of whose calls are equal | ${counts.allEqual} | of ${counts.compared} |
| calls left out: rustc’s own result varies | ${counts.varying} | |

${differencesSection(results)}

## By crate

The crates with the most users first. _Macros_: called, of those that the module has. _Reads_: what its macros asked for beside their tokens. _Instructions_: of
a call, the median.${results.crates.some(({ partial }) => partial) ? ' °: measured again later, with inputs from a part of the packages.' : ''}

| crate | module | macros | calls | equal | reads | instructions | remarks |
|---|---:|---:|---:|---:|---|---:|---|
${results.crates.map(crateRow).join('\n')}
`;
}

function crateRow(crate: CrateResult): string {
  const { name, version, bytes, macros = 0, calls } = crate;
  const cells = [
    `${name} ${version}${crate.partial ? ' °' : ''}`,
    bytes === undefined ? '–' : `${Math.round(bytes / 1000)} kB`,
    bytes === undefined ? '' : `${calls?.macrosCalled ?? 0} of ${macros}`,
    calls ? String(calls.calls) : '',
    calls ? String(calls.equal) : '',
    calls?.reads.map((read) => (read === read.toUpperCase() ? `\`${read}\`` : read)).join(', ') ?? '',
    calls ? thousands(calls.instructions.p50) : '',
    remarks(crate),
  ];
  return `| ${cells.join(' | ')} |`;
}

function thousands(count: number): string {
  return count >= 10_000 ? `${Math.round(count / 1000)} k` : String(count);
}

function differencesOf({ calls }: CrateResult): DifferenceClass[] {
  return Object.keys(calls?.classes ?? {}) as DifferenceClass[];
}

function remarks(crate: CrateResult): string {
  const { name, calls, failure, error = '' } = crate;
  if (failure !== undefined) {
    const reason = buildReasons[name] ?? error.replaceAll('|', '\\|');
    return `${isCounted(crate) ? 'not built' : 'not counted'}: ${failure}. ${reason}`;
  }
  if (!calls) return 'not called yet';
  const differences = differencesOf(crate).map((each) => {
    const reason = causeOf(name, each) ?? '?';
    return `${calls.classes[each] ?? 0} differ: ${reason}`;
  });
  const status = calls.status === 'compared' ? [] : [calls.status];
  return [...status, ...differences].join('. ');
}

/** Each reason once, with the crates that it explains. */
function differencesSection({ crates }: SurveyResults): string {
  const byReason = new Map<string, { count: number; readonly names: string[] }>();
  for (const crate of crates)
    for (const each of differencesOf(crate)) {
      const reason = causeOf(crate.name, each) ?? '?';
      const known = byReason.get(reason) ?? { count: 0, names: [] };
      known.count += crate.calls?.classes[each] ?? 0;
      if (!known.names.includes(crate.name)) known.names.push(crate.name);
      byReason.set(reason, known);
    }
  const rows = [...byReason]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([cause, { count, names }]) => {
      const words = cause in causes ? causes[cause as keyof typeof causes] : '';
      return `| **${cause}** | ${words} | ${count} | ${names.join(', ')} |`;
    });
  if (rows.length === 0) return '';
  return `## Differences\n\n| | | calls | crates |\n|---|---|---:|---|\n${rows.join('\n')}`;
}
