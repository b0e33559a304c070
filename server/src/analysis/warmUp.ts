import { dirname, join } from 'node:path';
import { machine } from '#platform/machine';
import type { ExpandRequest } from '../expand/expander';
import { printPath } from '../expand/macroPath';
import type { FileSource } from '../project/model';
import type { InvocationSite } from '../syntax/invocationSite';
import type { Analysis } from './analysis';
import type { SourceFile } from './sourceFile';

/** Processor time that is spent: about as much as it takes until V8 has compiled what most expansions run through. */
const workMillis = 400;

/** Text that is read, in UTF-16 units: in a workspace of any size the memory for it stays small. */
const maximumText = 400_000;

/** Of one macro so many calls are expanded. */
const callsOfMacro = 2;

/**
 * Expands some calls of a workspace that nobody has asked for, so that the first answers need not wait until the definitions of the standard library
 * and of dependencies are read and the code for it is compiled. For idle time: it rests after each call as long as the call took. Steps of
 * procedural macros are left out. Rejects only for faults of ours.
 */
export async function warmUp(analysis: Analysis, files: FileSource, signal: AbortSignal): Promise<void> {
  const request: ExpandRequest = {
    recursive: true,
    signal,
    selection: { expands: (_, { engine }) => engine !== 'procedural', place: (_, tokens) => tokens },
  };
  let left = workMillis;
  for (const { file, site } of likelyCalls(analysis, files)) {
    if (left <= 0 || signal.aborted) return;
    const before = machine.processorMillis();
    const definition = analysis.isCall(file, site) ? analysis.resolve(file, site) : undefined;
    if (definition && definition.engine !== 'procedural') {
      const { node } = await analysis.expandSite(file, site, request);
      await analysis.reporter.text(node);
    }
    const worked = machine.processorMillis() - before;
    left -= worked;
    await machine.pause(worked);
  }
}

/** Calls in the root files of the workspace's crates and in the files beside them, some of each macro. */
function* likelyCalls(
  analysis: Analysis,
  files: FileSource,
): Generator<{ readonly file: SourceFile; readonly site: InvocationSite }> {
  const callsOf = new Map<string, number>();
  let read = 0;
  for (const path of likelyFiles(analysis, files)) {
    const file = analysis.openFile(path);
    read += file?.document.text.length ?? 0;
    if (read > maximumText) return;
    for (const site of file?.sites ?? []) {
      const macro = `${site.kind} ${printPath(site.path)}`;
      const calls = callsOf.get(macro) ?? 0;
      callsOf.set(macro, calls + 1);
      if (file && calls < callsOfMacro) yield { file, site };
    }
  }
}

function likelyFiles({ workspace }: Analysis, files: FileSource): Set<string> {
  const roots = workspace.crates
    .filter(({ origin }) => origin === 'workspace')
    .map(({ rootFile }) => rootFile);
  const beside = roots.flatMap((root) => {
    const folder = dirname(root);
    const names = files.list(folder) ?? [];
    return names.filter((name) => name.endsWith('.rs')).map((name) => join(folder, name));
  });
  return new Set([...roots, ...beside]);
}
