import type { InitializeParams } from 'vscode-languageserver';
import { machine } from '#platform/machine';
import { version } from '../../../package.json';
import type { Analysis } from '../analysis/analysis';
import { commandNames } from './commandNames';
import type { KeptTexts } from './compare/keptTexts';
import { counted } from './counted';
import type { LiveOptions } from './liveOptions';
import type { ServerContext } from './serverContext';

/**
 * The command that shows what a bug report needs to say of the server, as Markdown: versions, settings that differ from their defaults, kinds of projects and
 * states of modules. Whatever the user has named or written stays out: paths, names of crates and macros, source, texts of settings.
 */
export async function showReport(
  context: ServerContext,
  live: LiveOptions,
  texts: KeptTexts,
  client: InitializeParams['clientInfo'],
): Promise<string> {
  const text = serverReport(context, live, client);
  await texts.show(commandNames.showReport, 'macroscope-report.md', text);
  return text;
}

function serverReport(
  { workspaces, documents, options, support }: ServerContext,
  live: LiveOptions,
  client: InitializeParams['clientInfo'],
): string {
  const able = Object.entries(support).filter(([, value]) => value === true);
  const { health, quiescent } = workspaces.status.current;
  const lines = [
    '# Macroscope report',
    '',
    `- Macroscope ${version}, ${machine.runtime}`,
    `- client: ${client ? `${client.name} ${client.version ?? ''}`.trim() : 'unnamed'}`,
    `- the client can: ${able.map(([name]) => name).join(', ') || 'nothing in particular'}`,
    `- running ${machine.usage()}`,
    `- state: ${health}, ${quiescent ? 'at rest' : 'loading or building'}, ${options.trusted ? 'trusted' : 'not trusted'}`,
    `- settings that differ: ${live.differing.join(', ') || 'none'}`,
    `- ${counted(documents.all().length, 'open document')}, ${counted(workspaces.analyses.length, 'workspace')}`,
    ...workspaces.analyses.flatMap(workspaceLines),
  ];
  return `${lines.join('\n')}\n`;
}

function workspaceLines({ workspace, modules }: Analysis, index: number): string[] {
  const { crates, problems, sysrootKind, rustc, metadata, resolvedByCargo } = workspace;
  const kind = resolvedByCargo ? 'resolved by cargo' : metadata ? 'read without cargo' : 'without a manifest';
  const origins = (['workspace', 'dependency', 'sysroot'] as const).map(
    (origin) => `${crates.filter((crate) => crate.origin === origin).length} of ${origin}`,
  );
  const states = modules.plans.map(({ crate }) => {
    const module = modules.moduleOf(crate);
    if (module) return module.stale === undefined ? 'ready' : 'out of date';
    return modules.hasFailed(crate) ? 'failed' : 'missing';
  });
  return [
    '',
    `## Workspace ${index + 1}`,
    '',
    `- ${kind}, ${rustc ? rustc.version.split('\n')[0] : 'no rustc'}, standard library from ${sysrootKind}`,
    `- crates: ${origins.join(', ')}`,
    `- modules of procedural macros: ${tally(states)}`,
    `- problems: ${tally(problems.map(({ code }) => code))}`,
  ];
}

/** `3 ready, 1 failed`. */
function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ') || 'none';
}
