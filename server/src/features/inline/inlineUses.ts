import type { Analysis } from '../../analysis/analysis';
import type { SourceFile } from '../../analysis/sourceFile';
import { MacroError } from '../../expand/expansion';
import { Pauses } from '../../expand/pauses';
import type { MacroDefinition } from '../../resolve/definition';
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
  definition: MacroDefinition,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<InlinedUses> {
  const files: InlinedFile[] = [];
  const kept: InlinedUses['kept'][number][] = [];
  const pauses = new Pauses();
  for (const path of paths) {
    if (pauses.due) await pauses.take();
    signal.throwIfAborted();
    const file = analysis.openFile(path);
    if (!file?.document.text.includes(definition.name)) continue;
    const inlined = await inlineInFile(analysis, definition, file, signal);
    if (inlined.uses > 0) files.push(inlined);
    kept.push(...inlined.kept);
  }
  return { files, kept };
}

async function inlineInFile(
  analysis: Analysis,
  definition: MacroDefinition,
  file: SourceFile,
  signal: AbortSignal,
): Promise<InlinedFile & Pick<InlinedUses, 'kept'>> {
  const edits: SourceEdit[] = [];
  const features = new Set<string>();
  const kept: InlinedUses['kept'][number][] = [];
  const { path } = file;
  let uses = 0;
  for (const site of file.sites) {
    if (site.kind !== definition.kind || !analysis.isCall(file, site)) continue;
    if (!isSame(analysis.resolve(file, site), definition)) continue;
    try {
      const inlined = await inlineMacro(analysis, file, site, signal);
      if (inlined.edits.some((edit) => edits.some((other) => overlap(edit, other))))
        throw new MacroError('not-expandable', 'another use of the macro is around it.');
      edits.push(...inlined.edits);
      for (const feature of inlined.features) features.add(feature);
      uses++;
    } catch (error) {
      if (!(error instanceof MacroError)) throw error;
      kept.push({ path, offset: site.span.start, reason: error.message });
    }
  }
  return { path, edits, uses, features: [...features], kept };
}

function isSame(found: MacroDefinition | undefined, wanted: MacroDefinition): boolean {
  return found?.name === wanted.name && found.file === wanted.file && found.span.start === wanted.span.start;
}

function overlap(left: SourceEdit, right: SourceEdit): boolean {
  return left.start < right.end && right.start < left.end;
}
