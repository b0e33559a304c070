import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Analysis } from '../analysis/analysis';
import type { CompiledCode } from '../analysis/compiledCode';
import type { SiteExpansion } from '../analysis/siteExpansion';
import type { ExpansionReport, ReportDiagnostic, ReportError } from '../analysis/expansionReport';
import type { TerminalPosition } from '../analysis/lineIndex';
import type { SourceFile } from '../analysis/sourceFile';
import { nodesOf } from '../expand/expansionTree';
import { realPath } from '../project/realPath';
import { parseArguments, projectOptions, projectSettings, projectUsage } from './arguments';
import { buildMissingModules } from './buildMissingModules';
import { UsageError, type Command } from './command';
import { openAnalysis } from './openAnalysis';

/** `macroscope expand`: the expansion of one call, of all calls of a file one by one, or of a file as a whole. */
export function createExpandCommand(code: CompiledCode): Command {
  return {
    usage: [
      `expand FILE:LINE:COL [--step] [--json] ${projectUsage}`,
      'expand FILE --all --json     one JSON object a line for every macro call',
      'expand FILE                  the whole file with every macro call expanded',
    ],
    run: (args) => run(args, code),
  };
}

async function run(args: readonly string[], code: CompiledCode): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      ...projectOptions,
      all: { type: 'boolean' },
      json: { type: 'boolean' },
      step: { type: 'boolean' },
      'no-build': { type: 'boolean' },
    },
  });
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) throw new UsageError('name one FILE or FILE:LINE:COL');
  const { path, position } = parsePlace(place);
  if (position && values.all) throw new UsageError('--all takes a FILE without a position');
  if (values.all && !values.json) throw new UsageError('--all prints JSON: add --json');
  if (!position && !values.all && (values.json || values.step))
    throw new UsageError('a whole file has no --json and no --step: name a place, or add --all');
  if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);

  const trusted = !values['no-trust'];
  const { analysis, dispose } = await openAnalysis(path, trusted, projectSettings(values));
  try {
    for (const problem of analysis.workspace.problems) console.error(`macroscope: ${problem.message}`);
    const file = analysis.openFile(path);
    if (!file) throw new UsageError(`${path} cannot be read as UTF-8 text`);
    const offset = position && file.lines.offsetOfTerminalPosition(position);
    if (position && offset === undefined)
      throw new UsageError(`${path} has no line ${position.line} with a column ${position.column}`);
    if (trusted && !values['no-build']) await buildMissingModules(analysis);
    const recursive = !values.step;
    if (values.all) return await printAll(analysis, file, recursive);
    if (offset === undefined) return await printFile(analysis, file);
    return await printOne(analysis, file, offset, recursive, values.json ?? false);
  } finally {
    await dispose();
    if (!code.isKept) await code.keep();
  }
}

/** `FILE:LINE:COL` or `FILE`. The file's path is made absolute and real, as the crates' paths are. */
function parsePlace(place: string): { path: string; position: TerminalPosition | undefined } {
  const match = /^(?<file>.+?):(?<line>\d+):(?<column>\d+)$/.exec(place);
  const groups = match?.groups;
  return {
    path: realPath(resolve(groups?.file ?? place)),
    position: groups && { line: Number(groups.line), column: Number(groups.column) },
  };
}

async function printOne(
  analysis: Analysis,
  file: SourceFile,
  offset: number,
  recursive: boolean,
  json: boolean,
): Promise<number> {
  const site = file.document.invocationAt(offset);
  if (!site) {
    const place = file.lines.terminalPosition(offset);
    const message = `there is no macro call at ${file.path}:${place.line}:${place.column}`;
    const range = { start: place, end: place };
    const error: ReportError = { code: 'no-invocation', message, macro: '', range };
    if (json) console.log(JSON.stringify({ file: file.path, range, diagnostics: [], error }));
    else console.error(`macroscope: ${message}`);
    return 1;
  }
  const report = await reportOf(analysis, await analysis.expandSite(file, site, { recursive }));
  if (json) console.log(JSON.stringify(report));
  else {
    if (report.text !== undefined) console.log(report.text);
    for (const diagnostic of report.diagnostics) console.error(formatDiagnostic(diagnostic));
    if (report.error && report.text === undefined)
      console.error(formatDiagnostic({ ...report.error, severity: 'error' }));
  }
  return report.error ? 1 : 0;
}

async function printAll(analysis: Analysis, file: SourceFile, recursive: boolean): Promise<number> {
  let failed = false;
  for await (const expansion of analysis.expandCalls(file, { recursive })) {
    const report = await reportOf(analysis, expansion);
    console.log(JSON.stringify(report));
    failed ||= report.error !== undefined;
  }
  return failed ? 1 : 0;
}

async function printFile(analysis: Analysis, file: SourceFile): Promise<number> {
  const { text, nodes } = await analysis.expandFile(file);
  console.log(text);
  let failed = false;
  for (const root of nodes)
    for (const node of nodesOf(root)) {
      for (const diagnostic of analysis.reporter.diagnostics(node))
        console.error(formatDiagnostic(diagnostic));
      failed ||= node.error !== undefined;
    }
  return failed ? 1 : 0;
}

function reportOf(analysis: Analysis, { node, wallMicros }: SiteExpansion): Promise<ExpansionReport> {
  return analysis.reporter.report(node, wallMicros);
}

/** As rustc prints it: what, where, and further lines. */
function formatDiagnostic(diagnostic: ReportDiagnostic): string {
  const { start } = diagnostic.range ?? {};
  const place = start && diagnostic.file ? `\n  --> ${diagnostic.file}:${start.line}:${start.column}` : '';
  const notes = (diagnostic.notes ?? []).map((note) => `\n  = ${note}`).join('');
  return `${diagnostic.severity}: ${diagnostic.message} (in \`${diagnostic.macro}\`)${place}${notes}`;
}
