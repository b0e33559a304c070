import type { ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { MacroError } from '../../expand/expansion';
import { counted } from '../counted';
import { macroName, siteName } from '../macroName';
import { siteAtPosition, type ServerContext, type SiteAtPosition, type TextPosition } from '../serverContext';
import { showMessage } from '../showMessage';
import type { Work } from '../slowWork';
import { inlineMacro } from './inlineMacro';
import { markedEdit } from './inlineMarker';
import { inlineUses, type InlinedUses } from './inlineUses';
import { workspaceEdit } from './workspaceEdit';
import { workspaceFiles } from './workspaceFiles';

/** Which calls to inline: the one at the position, with or without a marker, or all of its macro in the file or in the workspace. */
export type InlineScope = 'call' | 'marked' | 'file' | 'workspace';

export interface InlineRequest extends TextPosition {
  readonly scope: InlineScope;
}

interface InlineAnswer {
  readonly edit: WorkspaceEdit;
  /** What the user should know besides: uses that stay, and why. */
  readonly message?: string;
}

/** The changes of an inlining. The user is told which uses stay; or why nothing can be inlined, and then there are no changes. */
export async function answerInlineRequest(
  context: ServerContext,
  request: InlineRequest,
  work: Work,
): Promise<WorkspaceEdit | undefined> {
  try {
    const { edit, message } = await inline(context, request, work);
    if (message !== undefined) showMessage(context.connection, 'warning', message);
    return edit;
  } catch (error) {
    if (!(error instanceof MacroError) || work.signal.aborted) throw error;
    // An error response shows up in a log at best.
    showMessage(context.connection, 'error', error.message);
    return undefined;
  }
}

/** Rejects with a MacroError whose message is for the user when nothing can be inlined. */
async function inline(context: ServerContext, request: InlineRequest, work: Work): Promise<InlineAnswer> {
  const found = await siteAtPosition(context, request);
  if (!found) throw new MacroError('not-expandable', 'There is no macro call any more.');
  const { scope } = request;
  return scope === 'call' || scope === 'marked'
    ? { edit: await inlineOne(context, found, scope === 'marked', work.signal) }
    : inlineAll(context, found, scope, work);
}

async function inlineOne(
  context: ServerContext,
  { analysis, file, site }: SiteAtPosition,
  withMarker: boolean,
  signal: AbortSignal,
): Promise<WorkspaceEdit> {
  const name = siteName(site);
  try {
    const { edits: written, features } = await inlineMacro(analysis, file, site, signal);
    const edits = withMarker ? [markedEdit(file, site, written)] : written;
    const files = [{ path: file.path, lines: file.lines, version: versionOf(context, file.path), edits }];
    return workspaceEdit(files, context.support, nightlyAnnotation(name, features));
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    throw new MacroError(error.code, `\`${name}\` cannot be inlined: ${error.message}`);
  }
}

/** Only code that a stable compiler refuses is shown before it is written. */
function nightlyAnnotation(name: string, features: readonly string[]): ChangeAnnotation | undefined {
  if (features.length === 0) return undefined;
  return { label: `Inline ${name}`, needsConfirmation: true, description: nightlyWarning(features) };
}

function nightlyWarning(features: readonly string[]): string {
  return `uses what only the standard library may use (${features.join(', ')}): stable compilers refuse it`;
}

async function inlineAll(
  context: ServerContext,
  { analysis, file, site }: SiteAtPosition,
  scope: 'file' | 'workspace',
  work: Work,
): Promise<InlineAnswer> {
  const definition = analysis.resolve(file, site);
  if (!definition) throw new MacroError('unresolved-macro', 'The macro has no definition that is known.');
  const others = scope === 'file' ? [] : await workspaceFiles(analysis, work.signal);
  const { files, kept } = await inlineUses(
    analysis,
    context.files,
    definition,
    { own: file.path, others },
    work,
  );
  const name = macroName(definition.kind, definition.name);
  const [first] = kept;
  if (files.length === 0)
    throw new MacroError(
      'not-expandable',
      `No use of \`${name}\` can be inlined: ${first?.reason ?? 'there is none'}`,
    );
  const uses = files.reduce((sum, each) => sum + each.uses, 0);
  const features = [...new Set(files.flatMap((each) => each.features))];
  const edits = files.flatMap((each) => {
    const lines = analysis.openFile(each.path)?.lines;
    return lines ? [{ ...each, lines, version: versionOf(context, each.path) }] : [];
  });
  const annotation = {
    label: `Inline ${counted(uses, 'use')} of ${name}`,
    needsConfirmation: true,
    ...(features.length > 0 && { description: nightlyWarning(features) }),
  };
  const edit = workspaceEdit(edits, context.support, annotation);
  return kept.length > 0 ? { edit, message: keptMessage(name, kept) } : { edit };
}

function keptMessage(name: string, kept: InlinedUses['kept']): string {
  const [first] = kept;
  const count = kept.length === 1 ? 'One use' : `${kept.length} uses`;
  return `${count} of \`${name}\` cannot be inlined: ${first?.reason ?? ''}`;
}

function versionOf({ documents }: ServerContext, path: string): number | null {
  return documents.get(URI.file(path).toString())?.version ?? null;
}
