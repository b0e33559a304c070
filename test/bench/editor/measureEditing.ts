import { contentCapabilities, ExpansionClient } from '../../integration/expansionClient';
import { builtServer, TestClient } from '../../integration/testClient';
import { spread } from '../contestants';
import { askAll, orAfter, patienceMillis, stopServer, untilQuiet } from '../declarative/overProtocol';
import type { MeasuredCrate } from '../declarative/measuredCalls';
import { processorMillis } from '../processFigures';
import { TurnWatch, type TurnFigures } from './turnFigures';
import { typedCall, type TypedCall } from './typedCalls';

/** What somebody notices who works on one crate, in milliseconds. */
export interface EditingFigures {
  /** A hover on each call for the first time. */
  readonly firstHover: readonly number[];
  /** The same hovers again. */
  readonly secondHover: readonly number[];
  /** From a keystroke in a call to the text of its expansion document. */
  readonly keystroke: readonly number[];
  /** Keystrokes after which the document was the same, or was not told to be new in time. */
  readonly unchanged: number;
  /** While many expansions run at once. */
  readonly turns: TurnFigures;
  /** Processor time of one, on the average, of all threads of the server together: on a busy machine this says more. */
  readonly processor: { readonly hover: number; readonly keystroke: number };
}

export interface EditingOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A file that the server may write. */
  readonly turnsFile: string;
  /** Calls in which is typed. */
  readonly typedCalls: number;
}

/** Expansions that are asked for at once. */
const atOnce = 100;

const keystrokeMillis = 3000;

/** Measures a server of its own on a crate whose modules were built before. */
export async function measureEditing(crate: MeasuredCrate, options: EditingOptions): Promise<EditingFigures> {
  const watch = new TurnWatch(options.turnsFile);
  const client = await TestClient.start({
    folder: crate.folder,
    trusted: true,
    command: builtServer(...watch.nodeArguments),
    environment: { ...options.environment, ...watch.environment },
    initializationOptions: {
      cargo: { features: crate.settings.features, cfgs: crate.settings.cfgs },
      cfg: { setTest: crate.settings.setTest },
    },
    capabilities: contentCapabilities,
  });
  try {
    await orAfter(patienceMillis, untilQuiet(client), undefined);
    const atStart = processorMillis(client.processId);
    const firstHover = await hoverAll(client, crate);
    const secondHover = await hoverAll(client, crate);
    const hover = (processorMillis(client.processId) - atStart) / (2 * crate.calls.length);
    const typable = crate.calls.flatMap((call) => typedCall(call) ?? []);
    const typed = await typeAll(client, spread(typable, options.typedCalls));
    const processor = { hover, keystroke: typed.processor };
    await watch.longest(client.processId);
    await Promise.all(
      crate.calls.slice(0, atOnce).map((call) => askAll(client, { calls: [call] }).catch(() => [])),
    );
    const turns = await watch.longest(client.processId);
    return { firstHover, secondHover, ...typed, turns, processor };
  } finally {
    await stopServer(client);
  }
}

async function hoverAll(client: TestClient, { calls }: MeasuredCrate): Promise<number[]> {
  const millis: number[] = [];
  for (const { file, position } of calls) {
    const asked = performance.now();
    const hover = await client.hover(file, position).catch(() => null);
    if (hover) millis.push(performance.now() - asked);
  }
  return millis;
}

/** Opens the expansion of each call, types a letter into the call and takes it back. */
async function typeAll(
  client: TestClient,
  calls: readonly TypedCall[],
): Promise<Pick<EditingFigures, 'keystroke' | 'unchanged'> & { readonly processor: number }> {
  const editor = new ExpansionClient(client);
  const keystroke: number[] = [];
  let unchanged = 0;
  let processor = 0;
  for (const { file, position, typed } of calls) {
    await client.open(file);
    const shown = await editor.run('showExpansion', file, position).catch(() => null);
    if (shown) {
      const before = processorMillis(client.processId);
      const behind = { ...typed, character: typed.character + 1 };
      for (const edit of [
        () => client.edit(file, typed, typed, 'x'),
        () => client.edit(file, typed, behind, ''),
      ]) {
        const millis = await refreshed(editor, shown.uri, edit);
        if (millis === undefined) unchanged++;
        else keystroke.push(millis);
      }
      processor += processorMillis(client.processId) - before;
      await editor.close(shown.uri);
    }
    await client.close(file);
  }
  return { keystroke, unchanged, processor: processor / Math.max(1, keystroke.length + unchanged) };
}

/** Milliseconds from an edit to the new text of a document; undefined when there is none in time. */
async function refreshed(
  editor: ExpansionClient,
  uri: string,
  edit: () => Promise<void>,
): Promise<number | undefined> {
  const seen = editor.changed.length;
  const started = performance.now();
  await edit();
  const isTold = await orAfter(
    keystrokeMillis,
    editor.untilChanged(seen).then(() => true),
    false,
  );
  if (!isTold) return undefined;
  await editor.text(uri);
  return performance.now() - started;
}
