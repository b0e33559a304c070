import type { Analysis } from '../../analysis/analysis';
import type { SourceFile } from '../../analysis/sourceFile';
import { DiskFileSource } from '../../project/fileSource';
import type { InvocationSite } from '../../syntax/invocationSite';
import { makeExpansionView } from '../expansion/expansionView';
import { siteName } from '../macroName';
import { pathOfUri, type ServerContext, type SiteAtPosition } from '../serverContext';
import { sameLines } from './lineDiff';

/** A file in another version of the sources. */
interface VersionOfFile {
  readonly analysis: Analysis;
  /** Undefined when that version has no such file. */
  readonly file: SourceFile | undefined;
}

/** The texts of the documents that are open in the editor, by absolute path. */
export function openTexts(documents: ServerContext['documents']): Map<string, string> {
  const texts = new Map<string, string>();
  for (const document of documents.all()) {
    const path = pathOfUri(document.uri);
    if (path !== undefined) texts.set(path, document.getText());
  }
  return texts;
}

/** A file as it is when some files have other texts, by absolute path. All others are as they are on the disk. */
export async function openVersion(
  { workspaces }: ServerContext,
  path: string,
  texts: ReadonlyMap<string, string>,
): Promise<VersionOfFile> {
  const files = new DiskFileSource();
  for (const [each, text] of texts) files.setOverlay(each, text);
  const analysis = await workspaces.analysisWith(path, files);
  return { analysis, file: analysis.openFile(path) };
}

/**
 * The document of a call's expansion in another version of the sources. `texts`: by absolute path, of the files that are not as they are on the
 * disk. Undefined where that version does not have the call.
 */
export async function expansionInVersion(
  context: ServerContext,
  { file, site }: SiteAtPosition,
  texts: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { analysis, file: other } = await openVersion(context, file.path, texts);
  const otherSite = other && sameCall(file, site, other);
  if (!other || !otherSite || !analysis.isCall(other, otherSite)) return undefined;
  const request = { steps: 'all', nested: '', hides: () => false, signal } as const;
  return (await makeExpansionView(analysis, other, otherSite, request))?.text;
}

/** The call on the line that is the same in both versions; where that line is another one, the call of the macro that has as many others before it. */
function sameCall(file: SourceFile, site: InvocationSite, other: SourceFile): InvocationSite | undefined {
  const name = siteName(site);
  const { line, character } = file.lines.position(site.nameSpan.start);
  const otherLine = sameLines(file.document.text, other.document.text)[line];
  if (otherLine !== undefined)
    return other.document.invocationAt(other.lines.offset({ line: otherLine, character }));
  const index = callsNamed(file, name).findIndex(({ nameSpan }) => nameSpan.start === site.nameSpan.start);
  return callsNamed(other, name)[index];
}

/** The calls of a macro in a file, but for those in the arguments of others. `name`: as {@link siteName} has it. */
export function callsNamed({ sites }: SourceFile, name: string): InvocationSite[] {
  return sites.filter((each) => siteName(each) === name);
}
