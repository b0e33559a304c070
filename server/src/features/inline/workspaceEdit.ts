import type { ChangeAnnotation, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { LineIndex } from '../../analysis/lineIndex';
import type { ClientSupport } from '../clientSupport';
import type { SourceEdit } from './sourceEdit';

export interface FileEdits {
  readonly path: string;
  /** Of the version that the offsets of the edits are in. */
  readonly lines: LineIndex;
  /** Of the open document; null when the file is not open. */
  readonly version: number | null;
  readonly edits: readonly SourceEdit[];
}

/** Edits as the protocol has them. With an annotation the client shows them first, if it can. */
export function workspaceEdit(
  files: readonly FileEdits[],
  support: ClientSupport,
  annotation?: ChangeAnnotation,
): WorkspaceEdit {
  const uriOf = (path: string): string => URI.file(path).toString();
  const plain = ({ lines, edits }: FileEdits): TextEdit[] =>
    edits.map((edit) => ({ range: lines.range(edit), newText: edit.text }));
  if (!support.documentChanges)
    return { changes: Object.fromEntries(files.map((file) => [uriOf(file.path), plain(file)])) };
  const annotationId = annotation && support.changeAnnotations ? 'inline' : undefined;
  return {
    documentChanges: files.map((file) => ({
      textDocument: { uri: uriOf(file.path), version: file.version },
      edits: plain(file).map((edit) => (annotationId ? { ...edit, annotationId } : edit)),
    })),
    ...(annotationId && annotation && { changeAnnotations: { [annotationId]: annotation } }),
  };
}
