import type { Location } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { SourceFile } from '../../analysis/sourceFile';
import { workspaceFiles } from '../inline/workspaceFiles';
import type { Work } from '../slowWork';
import { openSource, type ServerContext, type TextPosition } from '../serverContext';
import { definedMacroAt, type DefinedMacro } from './definedMacros';
import { findUses, type MacroUse } from './findUses';

/** A macro at its definition, and all calls of it in the workspace. */
export interface MacroWithUses {
  readonly macro: DefinedMacro;
  readonly uses: readonly MacroUse[];
}

/** The macro whose definition's name is at a place of a source file, with its uses in the workspace. Undefined where no macro is defined. */
export async function usesOf(
  context: ServerContext,
  at: TextPosition,
  work: Work,
): Promise<MacroWithUses | undefined> {
  const source = await openSource(context, at.textDocument.uri);
  const macro =
    source && definedMacroAt(source.file.document.tokens.tokens, source.file.lines.offset(at.position));
  if (!macro) return undefined;
  const { analysis, file } = source;
  const { kind, name } = macro;
  const identity = { kind, name: name.text, file: file.path, span: name.span };
  const searched = { own: file.path, others: await workspaceFiles(analysis, work.signal) };
  const uses: MacroUse[] = [];
  for await (const use of findUses(analysis, context.files, identity, searched, work)) uses.push(use);
  return { macro, uses };
}

/** Where the name of the macro stands in a call. */
export function useLocation({ file, site }: MacroUse): Location {
  return { uri: URI.file(file.path).toString(), range: file.lines.range(site.nameSpan) };
}

/** The text of a line, by its number from 1. */
export function textOfLine({ document }: SourceFile, line: number): string {
  return document.text.split('\n', line).at(-1)?.trim() ?? '';
}
