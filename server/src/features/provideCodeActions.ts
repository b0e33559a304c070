import { CodeActionKind, type CodeAction, type Command } from 'vscode-languageserver';
import { commandNames, inlineCommands } from './commandNames';
import { answerInlineRequest, type InlineRequest, type InlineScope } from './inline/inlineRequest';
import { siteName } from './macroName';
import {
  isTextPosition,
  signalOf,
  siteAtPosition,
  type ServerContext,
  type TextPosition,
} from './serverContext';

/** Actions that show something and change nothing; a client lists them behind those that do. */
const showKind = 'macroscope.show';

export const codeActionKinds = [CodeActionKind.RefactorInline, showKind];

/** `textDocument/codeAction` and `codeAction/resolve`: see, copy and inline the macro call at the cursor. */
export function provideCodeActions(context: ServerContext): void {
  const { connection, support } = context;
  connection.onCodeAction(async ({ textDocument, range, context: wanted }): Promise<CodeAction[] | null> => {
    const at = { textDocument: { uri: textDocument.uri }, position: range.start };
    const found = await siteAtPosition(context, at);
    if (!found) return null;
    const { site } = found;
    const name = siteName(site);
    const show = (title: string, command: string): CodeAction => ({
      title,
      kind: showKind,
      command: { title, command, arguments: [at] },
    });
    const actions = [
      show(`Show the expansion of ${name}`, commandNames.showExpansion),
      show(`Show one step of ${name}`, commandNames.showExpansionStep),
    ];
    // The protocol has no clipboard, so this is for clients that say that they know the command.
    if (support.commands.has(commandNames.copyExpansion))
      actions.push(show(`Copy the expansion of ${name}`, commandNames.copyExpansion));
    if (!site.nested)
      actions.push(
        inline(`Inline ${name}`, 'call', at),
        inline(`Inline all uses of ${name} in this file`, 'file', at),
        inline(`Inline all uses of ${name} in the workspace`, 'workspace', at),
      );
    const { only } = wanted;
    return only ? actions.filter(({ kind }) => only.some((each) => isOfKind(kind ?? '', each))) : actions;
  });

  function inline(title: string, scope: InlineScope, at: TextPosition): CodeAction {
    const kind = CodeActionKind.RefactorInline;
    const data: InlineRequest = { ...at, scope };
    if (support.resolvesEdits) return { title, kind, data };
    const command: Command = { title, command: inlineCommands[scope], arguments: [at] };
    return { title, kind, command };
  }

  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const request: unknown = action.data;
    if (!isInlineRequest(request)) return action;
    return { ...action, edit: await answerInlineRequest(context, request, signalOf(token)) };
  });
}

/** Kinds are hierarchical: `refactor` asks for `refactor.inline` too. */
function isOfKind(kind: string, wanted: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`);
}

/** Data comes back from the client, which may have sent anything. */
function isInlineRequest(data: unknown): data is InlineRequest {
  return (
    isTextPosition(data) &&
    'scope' in data &&
    typeof data.scope === 'string' &&
    Object.hasOwn(inlineCommands, data.scope)
  );
}
