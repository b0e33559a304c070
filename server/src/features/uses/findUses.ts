import type { Analysis } from '../../analysis/analysis';
import type { SourceFile } from '../../analysis/sourceFile';
import { Pauses } from '../../expand/pauses';
import type { FileSource } from '../../project/model';
import type { MacroDefinition } from '../../resolve/definition';
import type { InvocationSite } from '../../syntax/invocationSite';
import type { Work } from '../slowWork';

/** What tells a macro from all others: its kind, and the place of its name. */
export type MacroIdentity = Pick<MacroDefinition, 'name' | 'kind' | 'file' | 'span'>;

/** A call of a macro in a file. */
export interface MacroUse {
  readonly file: SourceFile;
  readonly site: InvocationSite;
}

/**
 * The calls of a macro in the given files, file by file. Calls in the arguments of other calls are left out: whether they are calls is up to those.
 * Other requests get their turn in between. Rejects when the signal fires.
 */
export async function* findUses(
  analysis: Analysis,
  files: FileSource,
  macro: MacroIdentity,
  paths: readonly string[],
  { signal, report }: Work,
): AsyncGenerator<MacroUse> {
  const pauses = new Pauses();
  for (const [index, path] of paths.entries()) {
    if (pauses.due) {
      report?.(`${index} of ${paths.length} files`, (100 * index) / paths.length);
      await pauses.take();
    }
    signal.throwIfAborted();
    // Most files do not name the macro, and need not be read into tokens for that.
    const file = files.readText(path)?.includes(macro.name) ? analysis.openFile(path) : undefined;
    if (!file) continue;
    for (const site of file.sites) {
      if (site.kind !== macro.kind || !analysis.isCall(file, site)) continue;
      if (isSame(analysis.resolve(file, site), macro)) yield { file, site };
    }
  }
}

function isSame(found: MacroDefinition | undefined, wanted: MacroIdentity): boolean {
  return found?.name === wanted.name && found.file === wanted.file && found.span.start === wanted.span.start;
}
