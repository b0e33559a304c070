import type { CommandHandler } from '../commandHandler';
import { commandNames } from '../commandNames';
import type { ExpansionDocuments } from '../expansion/expansionDocuments';
import { previousStep } from '../expansion/stepper';
import { macroName, siteName } from '../macroName';
import {
  pathOfUri,
  siteAtPosition,
  type ServerContext,
  type SiteAtPosition,
  type TextPosition,
} from '../serverContext';
import { showMessage } from '../showMessage';
import { compareInlined } from './compareInlined';
import { compare, type Comparison } from './comparison';
import type { KeptTexts } from './keptTexts';
import { expansionInVersion, openTexts } from './otherVersion';
import type { PinnedExpansion, PinnedExpansions } from './pinnedExpansions';

/** The commands that compare expansions. Each takes a place in a source file or in an expansion document, where the call that it is of is meant. */
export function compareCommands(
  context: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
  pins: PinnedExpansions,
): [string, CommandHandler][] {
  /** Compares an earlier text of the call's expansion, which `before` finds, with the expansion as it is now. */
  async function compareWith(
    command: string,
    at: TextPosition,
    version: string,
    before: (found: SiteAtPosition) => Promise<PinnedExpansion | undefined> | PinnedExpansion | undefined,
  ): Promise<Comparison | null> {
    const place = sourceOf(expansions, at);
    const found = await siteAtPosition(context, place);
    const now = found && (await expansions.openAt(place, 'all'));
    if (!found || !now) return refuse('There is no macro call at the cursor.');
    const name = siteName(found.site);
    const earlier = await before(found);
    if (!earlier) return refuse(`${name} has no expansion ${version}.`);
    const { uri, text } = now;
    return compare(
      context,
      texts,
      command,
      { ...earlier, title: `${name} ${version}` },
      { uri, text, title: `${name} now` },
    );
  }

  function compareWithVersion(
    command: string,
    at: TextPosition,
    version: string,
    files: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ): Promise<Comparison | null> {
    return compareWith(command, at, version, async (found) => {
      const text = await expansionInVersion(context, found, files, signal);
      signal.throwIfAborted();
      return text === undefined ? undefined : { text, uri: texts.keep(`${siteName(found.site)}.rs`, text) };
    });
  }

  function refuse(message: string): null {
    showMessage(context.connection, 'warning', message);
    return null;
  }

  async function pin(at: TextPosition): Promise<(PinnedExpansion & { readonly name: string }) | null> {
    const found = await siteAtPosition(context, sourceOf(expansions, at));
    if (!found) return refuse('There is no macro call at the cursor.');
    const name = siteName(found.site);
    const pinned = await pins.pin(found);
    if (!context.support.commands.has(commandNames.pinExpansion))
      showMessage(
        context.connection,
        'info',
        `The expansion of ${name} is pinned, and can be compared later.`,
      );
    return { name, ...pinned };
  }

  /** Both sides are expansion documents, and follow the source. */
  async function compareStep(at: TextPosition): Promise<Comparison | null> {
    const open = await expansions.openAround(at);
    const view = open?.view;
    const previous = view && previousStep(view, open.history);
    if (!view || !previous) return refuse('There is no step of an expansion to compare: make one first.');
    const name = macroName(view.root.kind, view.root.path);
    const { address, position } = open;
    const before = await expansions.openAddress(name, { ...address, position, steps: previous.steps });
    return compare(
      context,
      texts,
      commandNames.compareStep,
      { uri: before.uri, text: before.text, title: `${name} before the step` },
      { uri: open.uri, text: open.text, title: `${name} after it` },
    );
  }

  const { compareWithPinned, compareWithSaved, compareWithTexts } = commandNames;
  return [
    [commandNames.pinExpansion, (at) => pin(at)],
    [
      compareWithPinned,
      (at) => compareWith(compareWithPinned, at, 'as it was pinned', (found) => pins.find(found)),
    ],
    [
      compareWithSaved,
      (at, { signal }) => compareWithVersion(compareWithSaved, at, 'in the saved files', new Map(), signal),
    ],
    [
      compareWithTexts,
      (at, { signal }, version) => {
        const { name, files } = givenVersion(context, version);
        return compareWithVersion(compareWithTexts, at, `in ${name}`, files, signal);
      },
    ],
    [commandNames.compareStep, (at) => compareStep(at)],
    [commandNames.compareInlined, (at, { signal }) => compareInlined(context, texts, at, signal)],
  ];
}

/** For a place in an expansion document the call in the source. */
function sourceOf(expansions: ExpansionDocuments, at: TextPosition): TextPosition {
  const document = expansions.find(at.textDocument.uri);
  if (!document) return at;
  const { address, position } = document;
  return { textDocument: { uri: address.source }, position };
}

/** The version of the sources that a client gives: the texts of some files. The others are as in the editor. */
function givenVersion(
  { documents }: ServerContext,
  given: unknown,
): { readonly name: string; readonly files: ReadonlyMap<string, string> } {
  const { name, texts } = Object(given) as Partial<Record<string, unknown>>;
  const files = openTexts(documents);
  for (const [uri, text] of Object.entries(Object(texts) as Record<string, unknown>)) {
    const path = pathOfUri(uri);
    if (path !== undefined && typeof text === 'string') files.set(path, text);
  }
  return { name: typeof name === 'string' ? name : 'the other version', files };
}
