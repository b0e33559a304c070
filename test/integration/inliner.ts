import { pathToFileURL } from 'node:url';
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeAction,
  type Position,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import type { TestClient } from './testClient';

/** A client that previews changes and asks for the edit of the action that was chosen. */
export const inlineCapabilities = {
  textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
  workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
};

/** The text of a file after the edits that are for it. */
export function edited(path: string, text: string, edit: WorkspaceEdit | undefined): string {
  const uri = pathToFileURL(path).href;
  const edits = (edit?.documentChanges ?? []).flatMap((change) =>
    'edits' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  return replaced(
    text,
    edits.flatMap((each) => ('newText' in each ? [each] : [])),
  );
}

/** Edits do not overlap, and those for one place stand in their order (LSP, "Text Edit"). */
function replaced(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Position): number => (starts[line] ?? text.length) + character;
  const fromBehind = edits.toSorted((left, right) => offset(right.range.start) - offset(left.range.start));
  return fromBehind.reduce(
    (result, { range, newText }) =>
      result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
    text,
  );
}

/** A user who asks for code actions and chooses one. */
export class Inliner {
  constructor(private readonly client: TestClient) {}

  actions(path: string, position: Position): Promise<CodeAction[]> {
    return this.client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: pathToFileURL(path).href },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    }) as Promise<CodeAction[]>;
  }

  async inline(path: string, position: Position, title = /^Inline (?!all)/): Promise<CodeAction> {
    const action = (await this.actions(path, position)).find((each) => title.test(each.title));
    if (!action) throw new Error(`no action ${String(title)}`);
    return this.client.connection.sendRequest(CodeActionResolveRequest.type, action);
  }
}
