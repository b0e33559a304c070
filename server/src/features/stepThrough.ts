import { commandNames } from './commandNames';
import type { ExpansionDocument } from './expansion/expansionDocument';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { callAt, type ExpansionView } from './expansion/expansionView';
import { hidesMacro } from './expansion/hiddenMacros';
import {
  collapseCall,
  collapsibleAt,
  expandCall,
  nextStep,
  previousStep,
  type StepHistory,
} from './expansion/stepper';
import { shown, type ShownExpansion } from './showExpansion';
import type { ServerContext, TextPosition } from './serverContext';

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
