import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { CommandHandler } from './commandHandler';
import { commandNames, inlineCommands } from './commandNames';
import { compareCommands } from './compare/compareCommands';
import type { KeptTexts } from './compare/keptTexts';
import type { PinnedExpansions } from './compare/pinnedExpansions';
import { answerInlineRequest, type InlineRequest, type InlineScope } from './inline/inlineRequest';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { expandedAt } from './expandMacro';
import { isTextPosition, type ServerContext } from './serverContext';
import { goToExpansion, showExpansion } from './showExpansion';
import { showStepTree } from './showStepTree';
import { showWhenSlow, type Work } from './slowWork';
import { stepCommands } from './stepThrough';
import { showUses } from './uses/showUses';

/** What the user reads while a command takes long. */
const titles = new Map<string, string>([
  [commandNames.showUses, 'Finding uses'],
  ...Object.values(inlineCommands).map((name): [string, string] => [name, 'Inlining']),
  ...[commandNames.compareWithSaved, commandNames.compareWithTexts, commandNames.compareInlined].map(
    (name): [string, string] => [name, 'Comparing'],
  ),
]);

/** `workspace/executeCommand`. `placeless`: commands that are about no place in a document. */
export function executeCommands(
  context: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
  pins: PinnedExpansions,
  placeless: ReadonlyMap<string, () => Promise<unknown>>,
): void {
  const handlers = handlersOf(context, expansions, texts, pins);
  context.connection.onExecuteCommand(async ({ command, arguments: args }, token, progress) => {
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
    const title = titles.get(command) ?? 'Expanding';
    return showWhenSlow(context.connection, title, { token, progress }, (work) => handler(at, work, more));
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
    (at, work) => inlineNow(context, { ...at, scope }, work),
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
    [commandNames.showUses, (at, work) => showUses(context, texts, at, work)],
    [commandNames.showExpansion, (at) => showExpansion(context, expansions, at, 'all')],
    [commandNames.showExpansionStep, (at) => showExpansion(context, expansions, at, [])],
    [
      commandNames.copyExpansion,
      async (at, { signal }) => (await expandedAt(context, at, () => true, signal))?.expansion ?? null,
    ],
  ]);
}

/** Inlines by `workspace/applyEdit`. Gives whether the client made the changes. */
async function inlineNow(context: ServerContext, request: InlineRequest, work: Work): Promise<boolean> {
  const edit = await answerInlineRequest(context, request, work);
  if (!edit) return false;
  return (await context.connection.workspace.applyEdit({ label: 'Inline macro', edit })).applied;
}
