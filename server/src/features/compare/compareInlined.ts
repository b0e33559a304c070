import { MacroError } from '../../expand/expansion';
import { commandNames } from '../commandNames';
import { inlineMacro } from '../inline/inlineMacro';
import { editLines, markerAt, type InlineMarker } from '../inline/inlineMarker';
import { siteName } from '../macroName';
import { openSource, type ServerContext, type TextPosition } from '../serverContext';
import { showMessage } from '../showMessage';
import { compare, type Comparison } from './comparison';
import type { KeptTexts } from './keptTexts';
import { openTexts, openVersion } from './otherVersion';

/** Compares what an inlining has written, and perhaps somebody has changed since, with what the call expands to today. Null where no marker is. */
export async function compareInlined(
  context: ServerContext,
  texts: KeptTexts,
  at: TextPosition,
  signal: AbortSignal,
): Promise<Comparison | null> {
  const source = await openSource(context, at.textDocument.uri);
  const marker = source && markerAt(source.file.document.text, source.file.lines.offset(at.position));
  try {
    if (!source || !marker) throw new MacroError('not-expandable', 'No inlined macro with a marker is here.');
    const { path, document } = source.file;
    const today = await expandAgain(context, path, document.text, marker, signal);
    const side = (text: string, title: string) => ({
      text,
      title,
      uri: texts.keep(`${marker.name}.rs`, text),
    });
    return await compare(
      context,
      texts,
      commandNames.compareInlined,
      side(`${marker.written}\n`, `${marker.name} as it is written here`),
      side(`${today}\n`, `${marker.name} as it expands today`),
    );
  } catch (error) {
    if (!(error instanceof MacroError) || signal.aborted) throw error;
    showMessage(context.connection, 'warning', error.message);
    return null;
  }
}

/** The lines that an inlining would write today. Rejects with a MacroError when the call can be inlined no more. */
async function expandAgain(
  context: ServerContext,
  path: string,
  text: string,
  marker: InlineMarker,
  signal: AbortSignal,
): Promise<string> {
  const { name, start, end, original, callOffset } = marker;
  const restored = text.slice(0, start) + original + text.slice(end);
  const texts = openTexts(context.documents).set(path, restored);
  const { analysis, file } = await openVersion(context, path, texts);
  const site = file?.document.invocationAt(start + callOffset);
  if (!file || !site || siteName(site) !== name)
    throw new MacroError('not-expandable', `The marker of ${name} does not hold its call any more.`);
  const { edits } = await inlineMacro(analysis, file, site, signal);
  return editLines(restored, start, start + original.length, edits);
}
