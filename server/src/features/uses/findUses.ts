import { basename } from 'node:path';
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

/** Where calls are looked for. */
export interface SearchedFiles {
  /** The file that the user looks at: even one of no crate may call its own macros. */
  readonly own: string;
  /** Further files, of which those of no crate are passed over. */
  readonly others: readonly string[];
}

/**
 * The calls of a macro in the given files, file by file. Calls in the arguments of other calls are left out: whether they are calls is up to those.
 * Other requests get their turn in between. Rejects when the signal fires.
 */
export async function* findUses(
  analysis: Analysis,
  files: FileSource,
  macro: MacroIdentity,
  { own, others }: SearchedFiles,
  { signal, report }: Work,
): AsyncGenerator<MacroUse> {
  const pauses = new Pauses();
  const paths = [...new Set([own, ...others])];
  const state = (index: number): string => `${index} of ${paths.length} files`;
  report?.(state(0), 0);
  for (const [index, path] of paths.entries()) {
    const takePause = async (doing = ''): Promise<void> => {
      report?.(`${state(index)}${doing}`, (100 * index) / paths.length);
      await pauses.take();
      signal.throwIfAborted();
    };
    if (pauses.due) await takePause();
    // Most files do not name the macro, and need not be read into tokens for that.
    if (!files.readText(path)?.includes(macro.name)) continue;
    const crate = await pauses.through(analysis.resolver.crateOfInSteps(path), () =>
      takePause(`, looking for the crate of ${basename(path)}`),
    );
    const file = crate !== undefined || path === own ? analysis.openFile(path) : undefined;
    if (!file) continue;
    for (const site of file.sites) {
      if (pauses.due) await takePause();
      if (site.kind !== macro.kind || !analysis.isCall(file, site)) continue;
      if (isSame(analysis.resolve(file, site), macro)) yield { file, site };
    }
  }
}

function isSame(found: MacroDefinition | undefined, wanted: MacroIdentity): boolean {
  return found?.name === wanted.name && found.file === wanted.file && found.span.start === wanted.span.start;
}
