import type { Location, Range } from 'vscode-languageserver';
import type { MacroKind } from '../resolve/definition';
import { calledFrom, type ExpansionView, type ViewedCall } from './expansion/expansionView';
import { hidesMacro } from './expansion/hiddenMacros';
import { locationOf } from './locationOf';
import type { ServerContext } from './serverContext';

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

/** Trees deeper than this are cut. */
const maximumDepth = 200;

/** The tree of steps of what is shown of an expansion. */
export function stepTree(
  view: ExpansionView,
  { options, files }: Pick<ServerContext, 'options' | 'files'>,
): ShownStep | undefined {
  const { analysis, calls, lines } = view;
  const hides = hidesMacro(analysis.workspace, options.hiddenMacros);
  const byPlace = new Map(calls.map((call) => [call.place, call]));

  function shownStep({ place, node, start, end }: ViewedCall, depth: number): ShownStep {
    const { path, kind, definition, step, error } = node;
    const steps = node.children.flatMap((_, index) => {
      const child = byPlace.get(calledFrom(place, index));
      return child && depth < maximumDepth ? [shownStep(child, depth + 1)] : [];
    });
    return {
      place,
      name: path,
      kind,
      state: node.pending ? 'pending' : error && !step ? 'failed' : 'expanded',
      hidden: definition !== undefined && hides(definition),
      error: error?.message,
      arm: step?.arm === undefined ? undefined : step.arm + 1,
      bindings: analysis.bindings(node),
      range: start === undefined || end === undefined ? undefined : lines.range({ start, end }),
      definition: definition && locationOf(analysis.reporter, files, definition.span),
      steps,
    };
  }

  const [root] = calls;
  return root && shownStep(root, 0);
}
