import type { Analysis } from '../../analysis/analysis';
import { MacroError } from '../../expand/expansion';
import type { FileSource } from '../../project/model';
import type { MacroDefinition } from '../../resolve/definition';
import type { Work } from '../slowWork';
import { findUses, type SearchedFiles } from '../uses/findUses';
import { inlineMacro } from './inlineMacro';
import type { SourceEdit } from './sourceEdit';

/** What inlining the uses of a macro in one file changes. */
export interface InlinedFile {
  readonly path: string;
  readonly edits: readonly SourceEdit[];
  readonly uses: number;
  readonly features: readonly string[];
}

export interface InlinedUses {
  readonly files: readonly InlinedFile[];
  /** Why uses stay as they are, one entry for each. */
  readonly kept: readonly { readonly path: string; readonly offset: number; readonly reason: string }[];
}

/** Inlines every call of a macro in the given files. Calls in the arguments of other calls stay: whether they are calls is up to those. */
export async function inlineUses(
  analysis: Analysis,
  sources: FileSource,
  definition: MacroDefinition,
  searched: SearchedFiles,
  work: Work,
): Promise<InlinedUses> {
  const files = new Map<string, { edits: SourceEdit[]; features: Set<string>; uses: number }>();
  const kept: InlinedUses['kept'][number][] = [];
  for await (const { file, site } of findUses(analysis, sources, definition, searched, work)) {
    const { path } = file;
    const known = files.get(path) ?? { edits: [], features: new Set<string>(), uses: 0 };
    try {
      const inlined = await inlineMacro(analysis, file, site, work.signal);
      if (inlined.edits.some((edit) => known.edits.some((other) => overlap(edit, other))))
        throw new MacroError('not-expandable', 'another use of the macro is around it.');
      known.edits.push(...inlined.edits);
      for (const feature of inlined.features) known.features.add(feature);
      known.uses++;
      files.set(path, known);
    } catch (error) {
      if (!(error instanceof MacroError) || work.signal.aborted) throw error;
      kept.push({ path, offset: site.span.start, reason: error.message });
    }
  }
  return {
    files: [...files].map(([path, inlined]) => ({ ...inlined, path, features: [...inlined.features] })),
    kept,
  };
}

function overlap(left: SourceEdit, right: SourceEdit): boolean {
  return left.start < right.end && right.start < left.end;
}
