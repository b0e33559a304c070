import type { ExpansionReport } from '../../analysis/expansionReport';
import { counted } from '../counted';
import { fenced } from '../markdown';
import type { FullView } from './fullView';
import { bindingsLine, costLine, definitionLine, inputsLine, type Binding } from './hoverFacts';
import { problemParts } from './hoverProblems';

/** A hover stays readable, and cheap to send, whatever an expansion is like: lines can be very long. */
const maximumCharacters = 20_000;

export interface HoverOptions {
  /** Of the expansion. */
  readonly maximumLines: number;
  /** What the metavariables of the arm that matched stand for. */
  readonly bindings: readonly Binding[];
  /** The way to the rest of an expansion that is too long. */
  readonly fullView: FullView;
}

/**
 * The hover as Markdown: the expansion, with what is wrong with it; the macro's definition and the arm that matched; what the arm's metavariables stand
 * for; the cost; what was read. Of a long expansion the first lines are shown, and how many there are.
 */
export function hoverText(report: ExpansionReport, options: HoverOptions): string {
  const { text } = report;
  return [
    text === undefined ? '' : expansionBlock(text, options),
    ...problemParts(report),
    definitionLine(report),
    bindingsLine(options.bindings),
    costLine(report),
    inputsLine(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function expansionBlock(text: string, { maximumLines, fullView }: HoverOptions): string {
  if (text.trim() === '') return '*expands to nothing*';
  const lines = text.split('\n');
  const first = lines.slice(0, maximumLines).join('\n');
  const cut = first.length > maximumCharacters;
  const shown = cut ? `${first.slice(0, maximumCharacters)} …` : first;
  const block = fenced(shown, 'rust');
  const left = lines.length - shown.split('\n').length;
  if (left === 0 && !cut) return block;
  const more = left > 0 ? counted(left, 'more line') : `${text.length - maximumCharacters} more characters`;
  return `${block}\n\n${fullView(`… ${more}`)}`;
}
