import type { SourceFile } from '../../analysis/sourceFile';
import { DiskFileSource } from '../../project/fileSource';
import type { InvocationSite } from '../../syntax/invocationSite';
import { makeExpansionView } from '../expansion/expansionView';
import { siteName } from '../macroName';
import type { ServerContext, SiteAtPosition } from '../serverContext';
import { sameLines } from './lineDiff';

/**
 * The document of a call's expansion in another version of the sources. `texts`: by absolute path, of the files that are not as they are on the
 * disk. Undefined where that version does not have the call.
 */
export async function expansionInVersion(
  { workspaces }: ServerContext,
  { file, site }: SiteAtPosition,
  texts: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const files = new DiskFileSource();
  for (const [path, text] of texts) files.setOverlay(path, text);
  const analysis = await workspaces.analysisWith(file.path, files);
  const other = analysis.openFile(file.path);
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
  const callsIn = ({ sites }: SourceFile): InvocationSite[] =>
    sites.filter((each) => siteName(each) === name);
  return callsIn(other)[callsIn(file).findIndex(({ nameSpan }) => nameSpan.start === site.nameSpan.start)];
}
