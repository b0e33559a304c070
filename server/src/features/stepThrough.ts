import type { Location, Range } from 'vscode-languageserver';
import type { FileSource } from '../project/model';
import type { MacroKind } from '../resolve/definition';
import { commandNames } from './commandNames';
import type { ExpansionDocument } from './expansion/expansionDocument';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import {
  callAt,
  calledFrom,
  callNamed,
  type ExpansionView,
  type ViewedCall,
} from './expansion/expansionView';
import { hidesMacro } from './expansion/hiddenMacros';
import {
  collapseCall,
  collapsibleAt,
  expandCall,
  nextStep,
  previousStep,
  type StepHistory,
} from './expansion/stepper';
import { locationOf } from './locationOf';
import { shown, type ShownExpansion } from './showExpansion';
import { namesDocument, type ServerContext, type TextPosition } from './serverContext';

type Move = (
  document: ExpansionDocument,
  view: ExpansionView,
  offset: number | undefined,
) => StepHistory | undefined;

/**
 * The commands of the stepper. Each takes a place in an expansion document, or in the source, where it means the expansion of the call there, which
 * is opened at its first step if it is not open. Each gives the document as it is then; null where there is no call.
 */
export function stepCommands(
  context: ServerContext,
  expansions: ExpansionDocuments,
): [string, (at: TextPosition) => Promise<ShownExpansion | null>][] {
  const moves: [string, Move][] = [
    [
      commandNames.nextStep,
      (document, view, offset) =>
        nextStep(
          view,
          document.history,
          offset,
          hidesMacro(view.analysis.workspace, context.options.hiddenMacros),
        ),
    ],
    [commandNames.previousStep, (document, view) => previousStep(view, document.history)],
    [
      commandNames.expandCall,
      (document, view, offset) => {
        const call = offset === undefined ? undefined : callAt(view, offset);
        return call?.node.pending ? expandCall(view, document.history, call.place) : undefined;
      },
    ],
    [
      commandNames.collapseCall,
      (document, view, offset) => {
        const call = offset === undefined ? undefined : collapsibleAt(view, offset, document.address.nested);
        return call && collapseCall(view, document.history, call.place);
      },
    ],
    [commandNames.allSteps, () => ({ steps: 'shown', undone: [] })],
    [commandNames.firstStep, () => ({ steps: [], undone: [] })],
  ];
  return moves.map(([name, move]) => [name, (at) => step(context, expansions, at, move)]);
}

async function step(
  context: ServerContext,
  expansions: ExpansionDocuments,
  at: TextPosition,
  move: Move,
): Promise<ShownExpansion | null> {
  const inExpansion = await expansions.open(at.textDocument.uri);
  const open = inExpansion ?? (await expansions.findAt(at));
  if (!open) {
    const first = await expansions.openAt(at, []);
    return first ? shown(context, expansions, first) : null;
  }
  const { view } = open;
  const offset = inExpansion && view?.lines.offset(at.position);
  const history = view && move(open, view, offset);
  if (history) {
    open.history = history;
    await expansions.changed(open);
  }
  return shown(context, expansions, open, false);
}

/** One step of an expansion, or a call in it that is not expanded. */
export interface ShownStep {
  /** The place in the tree of steps, which `macroscope/toggleStep` takes. */
  readonly place: string;
  readonly name: string;
  readonly kind: MacroKind;
  readonly state: 'expanded' | 'pending' | 'failed';
  /** The stepper passes it over. */
  readonly hidden: boolean;
  readonly error?: string;
  /** From 1. */
  readonly arm?: number;
  /** What the metavariables of the arm stand for: one text for each pass of a repetition. */
  readonly bindings: readonly { readonly name: string; readonly texts: readonly string[] }[];
  /** In the document; absent for what expands to nothing. */
  readonly range?: Range;
  readonly definition?: Location;
  readonly steps: readonly ShownStep[];
}

/** `macroscope/steps`: the tree of steps of an expansion document, for a view beside it. `macroscope/toggleStep` expands or collapses one by its place. */
export function provideSteps(context: ServerContext, expansions: ExpansionDocuments): void {
  const { connection } = context;
  connection.onRequest('macroscope/steps', async (params: unknown): Promise<ShownStep | null> => {
    const view = (await documentOf(expansions, params))?.view;
    if (!view) return null;
    const hides = hidesMacro(view.analysis.workspace, context.options.hiddenMacros);
    const byPlace = new Map(view.calls.map((call) => [call.place, call]));
    const [root] = view.calls;
    return root ? shownStep(view, root, byPlace, hides, context.files) : null;
  });
  connection.onRequest('macroscope/toggleStep', async (params: unknown): Promise<boolean> => {
    const place: unknown = Object(params).place;
    const document = await documentOf(expansions, params);
    if (!document?.view || typeof place !== 'string') return false;
    const call = callNamed(document.view, place);
    if (!call || place === document.address.nested) return false;
    const change = call.node.pending ? expandCall : collapseCall;
    document.history = change(document.view, document.history, place);
    await expansions.changed(document);
    return true;
  });
}

async function documentOf(
  expansions: ExpansionDocuments,
  params: unknown,
): Promise<ExpansionDocument | undefined> {
  return namesDocument(params) ? expansions.open(params.textDocument.uri) : undefined;
}

/** Trees deeper than this are cut. */
const maximumDepth = 200;

function shownStep(
  view: ExpansionView,
  { place, node, start, end }: ViewedCall,
  byPlace: ReadonlyMap<string, ViewedCall>,
  hides: ReturnType<typeof hidesMacro>,
  files: FileSource,
  depth = 0,
): ShownStep {
  const { path, kind, definition, step, error } = node;
  const steps = node.children.flatMap((_, index) => {
    const child = byPlace.get(calledFrom(place, index));
    return child && depth < maximumDepth ? [shownStep(view, child, byPlace, hides, files, depth + 1)] : [];
  });
  return {
    place,
    name: path,
    kind,
    state: node.pending ? 'pending' : error && !step ? 'failed' : 'expanded',
    hidden: definition !== undefined && hides(definition),
    error: error?.message,
    arm: step?.arm === undefined ? undefined : step.arm + 1,
    bindings: view.analysis.bindings(node),
    range: start === undefined || end === undefined ? undefined : view.lines.range({ start, end }),
    definition: definition && locationOf(view.analysis.reporter, files, definition.span),
    steps,
  };
}
