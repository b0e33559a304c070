import { DiagnosticsPublisher } from './publishDiagnostics';
import { sourcePathOf, type ServerContext } from './serverContext';

/** Keeps open documents in front of the files on disk, and checks them after each change. */
export function synchronizeDocuments(context: ServerContext): void {
  const { connection, workspaces, documents, files, inputs } = context;
  const diagnostics = new DiagnosticsPublisher(context);
  documents.onDidChangeContent(({ document }) => {
    const path = sourcePathOf(context, document.uri);
    if (path === undefined) return;
    files.setOverlay(path, document.getText());
    workspaces.fileChanged(path);
    inputs.changed(path);
    diagnostics.schedule(path);
  });
  documents.onDidSave(({ document }) => {
    const path = sourcePathOf(context, document.uri);
    if (path === undefined) return;
    workspaces.fileSaved(path).catch((error: unknown) => {
      connection.console.error(`The macros could not be built again: ${String(error)}`);
    });
  });
  documents.onDidClose(({ document }) => {
    const path = sourcePathOf(context, document.uri);
    if (path === undefined) return;
    files.removeOverlay(path);
    workspaces.fileChanged(path);
    inputs.changed(path);
    diagnostics.close(path);
  });
  workspaces.onChange(() => {
    for (const document of documents.all()) {
      const path = sourcePathOf(context, document.uri);
      if (path !== undefined) diagnostics.schedule(path);
    }
  });
  documents.listen(connection);
}
