import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { commandNames, inlineCommands } from './commandNames';
import { compareCommands } from './compare/compareCommands';
import type { KeptTexts } from './compare/keptTexts';
import type { PinnedExpansions } from './compare/pinnedExpansions';
import { answerInlineRequest, type InlineRequest, type InlineScope } from './inline/inlineRequest';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { expandedAt } from './expandMacro';
import { isTextPosition, signalOf, type ServerContext, type TextPosition } from './serverContext';
import { goToExpansion, showExpansion } from './showExpansion';
import { showStepTree } from './showStepTree';
import { stepCommands } from './stepThrough';
import { showUses } from './uses/showUses';

/** `more`: a second argument, whatever the client sent. */
export type CommandHandler = (at: TextPosition, signal: AbortSignal, more: unknown) => Promise<unknown>;

/** `workspace/executeCommand`. `placeless`: commands that are about no place in a document. */
export function executeCommands(
  context: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
  pins: PinnedExpansions,
  placeless: ReadonlyMap<string, () => Promise<unknown>>,
): void {
  const handlers = handlersOf(context, expansions, texts, pins);
  context.connection.onExecuteCommand(async ({ command, arguments: args }, token) => {
    const withoutPlace = placeless.get(command);
    if (withoutPlace) return withoutPlace();
    const handler = handlers.get(command);
    if (!handler) throw new ResponseError(ErrorCodes.InvalidParams, `there is no command ${command}`);
    const [at, more] = (args ?? []) as unknown[];
    if (!isTextPosition(at))
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        `${command} takes one argument: { textDocument: { uri }, position: { line, character } }`,
      );
    return handler(at, signalOf(token), more);
  });
}

function handlersOf(
  context: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
  pins: PinnedExpansions,
): ReadonlyMap<string, CommandHandler> {
  const inline = (scope: InlineScope): [string, CommandHandler] => [
    inlineCommands[scope],
    (at, signal) => inlineNow(context, { ...at, scope }, signal),
  ];
  return new Map<string, CommandHandler>([
    [commandNames.goToExpansion, (at) => goToExpansion(context, expansions, at)],
    ...stepCommands(context, expansions),
    [commandNames.showSteps, (at) => showStepTree(context, expansions, texts, at)],
    ...compareCommands(context, expansions, texts, pins),
    inline('call'),
    inline('marked'),
    inline('file'),
    inline('workspace'),
    [commandNames.showUses, (at, signal) => showUses(context, texts, at, signal)],
    [commandNames.showExpansion, (at) => showExpansion(context, expansions, at, 'all')],
    [commandNames.showExpansionStep, (at) => showExpansion(context, expansions, at, [])],
    [
      commandNames.copyExpansion,
      async (at, signal) => (await expandedAt(context, at, () => true, signal))?.expansion ?? null,
    ],
  ]);
}

/** Inlines by `workspace/applyEdit`. Gives whether the client made the changes. */
async function inlineNow(
  context: ServerContext,
  request: InlineRequest,
  signal: AbortSignal,
): Promise<boolean> {
  const edit = await answerInlineRequest(context, request, signal);
  if (!edit) return false;
  return (await context.connection.workspace.applyEdit({ label: 'Inline macro', edit })).applied;
}
