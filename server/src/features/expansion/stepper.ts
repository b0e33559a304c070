import type { MacroDefinition } from '../../resolve/definition';
import type { ViewedSteps } from './expansionAddress';
import { callAt, callerOf, callNamed, type ExpansionView, type ViewedCall } from './expansionView';

/** The steps of a view in the order in which they were made, and those that were taken back, the latest first. */
export interface StepHistory {
  readonly steps: ViewedSteps;
  readonly undone: readonly string[];
}

/**
 * The next step: the call at `offset`, if one stands there that is not expanded, also a hidden one; else the step that was taken back last; else the
 * first call in the text that is not hidden. Undefined when nothing is left.
 */
export function nextStep(
  view: ExpansionView,
  history: StepHistory,
  offset: number | undefined,
  hides: (definition: MacroDefinition) => boolean,
): StepHistory | undefined {
  const chosen = offset === undefined ? undefined : callAt(view, offset);
  if (chosen?.node.pending) return { steps: [...listedSteps(view, history.steps), chosen.place], undone: [] };
  const [redone, ...undone] = history.undone;
  if (redone !== undefined) return { steps: [...listedSteps(view, history.steps), redone], undone };
  const first = view.calls
    .filter((call) => isOpen(call, hides))
    .sort((left, right) => (left.start ?? 0) - (right.start ?? 0))
    .at(0);
  return first && { steps: [...listedSteps(view, history.steps), first.place], undone: [] };
}

/** Takes the last step back; undefined before the first. */
export function previousStep(view: ExpansionView, history: StepHistory): StepHistory | undefined {
  const steps = listedSteps(view, history.steps);
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  return { steps: steps.slice(0, -1), undone: [last, ...history.undone] };
}

/** Makes the step of one call. */
export function expandCall(view: ExpansionView, { steps }: StepHistory, place: string): StepHistory {
  return { steps: [...listedSteps(view, steps), place], undone: [] };
}

/** Takes back the step of one call and of all that it led to. */
export function collapseCall(view: ExpansionView, { steps }: StepHistory, place: string): StepHistory {
  const kept = listedSteps(view, steps).filter((each) => each !== place && !each.startsWith(`${place}.`));
  return { steps: kept, undone: [] };
}

/** The innermost call at an offset that a collapse is meant for: one that was expanded, and not the outermost. */
export function collapsibleAt(
  view: ExpansionView,
  offset: number,
  rootPlace: string,
): ViewedCall | undefined {
  let call = callAt(view, offset);
  while (call && call.place !== rootPlace && !call.node.step) call = callNamed(view, callerOf(call.place));
  return call?.place === rootPlace ? undefined : call;
}

function isOpen({ node, start }: ViewedCall, hides: (definition: MacroDefinition) => boolean): boolean {
  return (
    node.pending === true && start !== undefined && node.definition !== undefined && !hides(node.definition)
  );
}

/** All that is shown as the list of single steps: callers before what they call. */
function listedSteps(view: ExpansionView, steps: ViewedSteps): readonly string[] {
  if (typeof steps !== 'string') return steps;
  return view.calls.filter(({ place, node }) => place !== '' && node.step).map(({ place }) => place);
}
