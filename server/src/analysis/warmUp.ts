import { dirname, join } from 'node:path';
import { printPath } from '../expand/macroPath';
import type { StepSelection } from '../expand/stepSelection';
import type { DiskFileSource } from '../project/fileSource';
import { findInvocations } from '../syntax/findInvocations';
import type { InvocationSite } from '../syntax/invocationSite';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { Sandbox } from '../sandbox/types';
import type { Analysis } from './analysis';
import { IdleTime } from './idleTime';
import type { CallQueue } from './callQueue';
import type { MessageTraffic } from './messageTraffic';
import { ModulesAhead } from './modulesAhead';
import type { SourceFile } from './sourceFile';

/** Processor time that is spent: about as much as it takes until V8 has compiled well what most expansions run through. */
const workMillis = 3000;

/** Calls that take longer are not expanded again and again: a request that arrives meanwhile may wait for a part of one. */
const shortMillis = 100;

/** Text that is read, in UTF-16 units: in a workspace of any size the memory for it stays small. */
const maximumText = 400_000;

/** Of one macro so many calls are expanded. */
const callsOfMacro = 2;

/** What warming up needs besides the workspace. */
export interface WarmUpServices {
  readonly files: DiskFileSource;
  readonly sandbox: Pick<Sandbox, 'prepare'>;
  readonly calls: CallQueue;
  readonly traffic?: MessageTraffic;
}

/**
 * Expands some calls of a workspace that nobody has asked for, so that the first answers need not wait until the definitions of the standard library
 * and of dependencies are read and the code for it is compiled. For idle time: it rests after each call, and while the client has questions.
 * Rejects only for faults of ours.
 */
export async function warmUp(
  analysis: Analysis,
  { files, sandbox, calls, traffic }: WarmUpServices,
  signal: AbortSignal,
): Promise<void> {
  const modules = new ModulesAhead(sandbox, signal);
  const time = new IdleTime(workMillis, calls, traffic);
  let found: FoundCall[] = [];
  for (const call of likelyCalls(analysis, files)) {
    if (time.isOver || signal.aborted) return;
    const { file, site } = call;
    const definition = analysis.isCall(file, site) ? analysis.resolve(file, site) : undefined;
    if (definition) found.push(call);
    if (definition?.engine === 'procedural') modules.add(analysis.modules.moduleOf(definition.crate));
    else if (definition) await expand(analysis, call, signal, withoutProcedural);
    await time.pause();
  }
  // V8 compiles well what it has run often, and many workspaces have but few calls.
  while (found.length > 0) {
    const short: FoundCall[] = [];
    for (const call of found) {
      if (time.isOver || signal.aborted) return;
      await expand(analysis, call, signal);
      if ((await time.pause()) <= shortMillis) short.push(call);
    }
    found = short;
  }
}

/** Modules are compiled one after the other meanwhile. */
const withoutProcedural: StepSelection = {
  expands: (_, { engine }) => engine !== 'procedural',
  place: (_, tokens) => tokens,
};

/** `selection`: what is expanded; all when there is none. */
async function expand(
  analysis: Analysis,
  { file, site }: FoundCall,
  signal: AbortSignal,
  selection?: StepSelection,
): Promise<void> {
  const { node } = await analysis.expandSite(file, site, { recursive: true, signal, selection });
  await analysis.reporter.text(node);
}

interface FoundCall {
  readonly file: SourceFile;
  readonly site: InvocationSite;
}

/** The macro calls of a file, whose tokens nobody keeps: those of the file itself would stay as long as it does, and most of it is never asked for. */
function sitesToForget({ document }: SourceFile): readonly InvocationSite[] {
  return findInvocations(parseTokenTrees(document.source, { edition: document.edition }).tokens);
}

/** Calls in the files of the workspace's crates: one of each macro, then a further one. */
function* likelyCalls(analysis: Analysis, files: DiskFileSource): Generator<FoundCall> {
  const callsOf = new Map<string, number>();
  const further: FoundCall[] = [];
  let read = 0;
  for (const path of likelyFiles(analysis, files)) {
    const file = analysis.openFile(path);
    if (!file) continue;
    read += file.document.text.length;
    if (read > maximumText) break;
    for (const { kind, path, nameSpan } of sitesToForget(file)) {
      const macro = `${kind} ${printPath(path)}`;
      const calls = callsOf.get(macro) ?? 0;
      if (calls >= callsOfMacro) continue;
      callsOf.set(macro, calls + 1);
      const site = file.document.invocationAt(nameSpan.start);
      if (!site) continue;
      if (calls === 0) yield { file, site };
      else further.push({ file, site });
    }
  }
  yield* further;
}

/** The files that are open, the root files, then those beside them, then those in the folders of modules below, the nearest first. */
function* likelyFiles({ resolver, workspace }: Analysis, files: DiskFileSource): Generator<string> {
  const given = new Set<string>();
  const onlyNew = (paths: readonly string[]): string[] => {
    const fresh = paths.filter((path) => !given.has(path));
    for (const path of fresh) given.add(path);
    return fresh;
  };
  yield* onlyNew(files.openPaths.filter((path) => resolver.crateOf(path) !== undefined));
  const roots = workspace.crates
    .filter(({ origin }) => origin === 'workspace')
    .map(({ rootFile }) => rootFile);
  yield* onlyNew(roots);
  const rootFolders = roots.map(dirname);
  const folders = new Set(rootFolders);
  for (const folder of folders) {
    const names = files.list(folder) ?? [];
    // Reference, "Module source filenames": other folders hold what is no part of the crate.
    const isOfModule = rootFolders.includes(folder) || names.includes('mod.rs') || given.has(`${folder}.rs`);
    if (!isOfModule) continue;
    yield* onlyNew(names.filter((name) => name.endsWith('.rs')).map((name) => join(folder, name)));
    for (const name of names) if (!name.includes('.')) folders.add(join(folder, name));
  }
}
