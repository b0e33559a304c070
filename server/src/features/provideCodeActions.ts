import { CodeActionKind, type CodeAction, type Command } from 'vscode-languageserver';
import type { SourceFile } from '../analysis/sourceFile';
import { readTextFile } from '../project/files';
import type { InvocationSite } from '../syntax/invocationSite';
import { commandNames, inlineCommands } from './commandNames';
import type { PinnedExpansions } from './compare/pinnedExpansions';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { answerInlineRequest, type InlineRequest, type InlineScope } from './inline/inlineRequest';
import { markerAt } from './inline/inlineMarker';
import { macroName, siteName } from './macroName';
import {
  isTextPosition,
  openSource,
  siteIn,
  type ServerContext,
  type SiteAtPosition,
  type TextPosition,
} from './serverContext';
import { showWhenSlow } from './slowWork';
import { definedMacroAt } from './uses/definedMacros';

/** Actions that show something and change nothing; a client lists them behind those that do. */
const showKind = 'macroscope.show';

/** What to do in an expansion, for editors whose commands have no place for a cursor. */
const stepTitles: readonly (readonly [string, string])[] = [
  ['Make the next step', commandNames.nextStep],
  ['Take the last step back', commandNames.previousStep],
  ['Show the first step only', commandNames.firstStep],
  ['Show all steps', commandNames.allSteps],
  ['Expand the call at the cursor', commandNames.expandCall],
  ['Collapse the call at the cursor', commandNames.collapseCall],
];

export const codeActionKinds = [CodeActionKind.RefactorInline, showKind];

/** `textDocument/codeAction` and `codeAction/resolve`: see, copy and inline the macro call at the cursor; in an expansion, its steps. */
export function provideCodeActions(
  context: ServerContext,
  expansions: ExpansionDocuments,
  pins: PinnedExpansions,
): void {
  const { connection, support } = context;
  connection.onCodeAction(async ({ textDocument, range, context: wanted }): Promise<CodeAction[] | null> => {
    const at = { textDocument: { uri: textDocument.uri }, position: range.start };
    const actions = expansions.find(textDocument.uri) ? stepActions(at) : await sourceActions(at);
    if (actions.length === 0) return null;
    const { only } = wanted;
    return only ? actions.filter(({ kind }) => only.some((each) => isOfKind(kind ?? '', each))) : actions;
  });

  /** Not for clients that have the commands themselves: theirs have keys. */
  function stepActions(at: TextPosition): CodeAction[] {
    if (support.commands.has(commandNames.nextStep)) return [];
    return stepTitles.map(([title, command]) => show(title, command, at));
  }

  async function sourceActions(at: TextPosition): Promise<CodeAction[]> {
    const source = await openSource(context, at.textDocument.uri);
    if (!source) return [];
    const found = siteIn(source, at.position);
    return [
      ...(found ? [...callActions(found.site, at), ...furtherActions(found, at)] : []),
      ...definitionActions(source.file, at),
      ...markerActions(source.file, at),
    ];
  }

  function callActions(site: InvocationSite, at: TextPosition): CodeAction[] {
    const name = siteName(site);
    const actions = [
      show(`Show the expansion of ${name}`, commandNames.showExpansion, at),
      show(`Show one step of ${name}`, commandNames.showExpansionStep, at),
    ];
    // The protocol has no clipboard, so this is for clients that say that they know the command.
    if (support.commands.has(commandNames.copyExpansion))
      actions.push(show(`Copy the expansion of ${name}`, commandNames.copyExpansion, at));
    if (!site.nested)
      actions.push(
        inline(`Inline ${name}`, 'call', at),
        inline(`Inline ${name} and keep its call in a comment`, 'marked', at),
        inline(`Inline all uses of ${name} in this file`, 'file', at),
        inline(`Inline all uses of ${name} in the workspace`, 'workspace', at),
      );
    return actions;
  }

  /** What clients with commands of their own have keys, views and menus for. */
  function furtherActions(found: SiteAtPosition, at: TextPosition): CodeAction[] {
    if (support.commands.has(commandNames.nextStep)) return [];
    const expansion = `the expansion of ${siteName(found.site)}`;
    const { path, document } = found.file;
    const actions = [
      show(`Find this place in ${expansion}`, commandNames.goToExpansion, at),
      show(`List the steps of ${expansion}`, commandNames.showSteps, at),
      show(`Pin ${expansion}`, commandNames.pinExpansion, at),
    ];
    if (pins.find(found))
      actions.push(show(`Compare ${expansion} with the pinned one`, commandNames.compareWithPinned, at));
    if (readTextFile(path) !== document.text)
      actions.push(
        show(`Compare ${expansion} with that of the saved files`, commandNames.compareWithSaved, at),
      );
    return actions;
  }

  function definitionActions({ document, lines }: SourceFile, at: TextPosition): CodeAction[] {
    const macro = definedMacroAt(document.tokens.tokens, lines.offset(at.position));
    if (!macro) return [];
    return [show(`List the uses of ${macroName(macro.kind, macro.name.text)}`, commandNames.showUses, at)];
  }

  /** For what was inlined with a marker. */
  function markerActions({ document, lines }: SourceFile, at: TextPosition): CodeAction[] {
    const marker = markerAt(document.text, lines.offset(at.position));
    if (!marker) return [];
    return [show(`Compare with the expansion of ${marker.name} today`, commandNames.compareInlined, at)];
  }

  function show(title: string, command: string, at: TextPosition): CodeAction {
    return { title, kind: showKind, command: { title, command, arguments: [at] } };
  }

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
    const edit = await showWhenSlow(connection, 'Inlining', { token }, (work) =>
      answerInlineRequest(context, request, work),
    );
    return { ...action, edit };
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
