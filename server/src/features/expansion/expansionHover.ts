import type { Hover } from 'vscode-languageserver';
import { fullViewFor } from '../hover/fullView';
import { hoverText } from '../hover/hoverText';
import { macroName, shortName } from '../macroName';
import { codeSpan, placeText } from '../markdown';
import type { ServerContext, TextPosition } from '../serverContext';
import { formatExpansionUri } from './expansionAddress';
import type { ExpansionDocument } from './expansionDocument';
import {
  callAt,
  callerOf,
  callNamed,
  makeExpansionView,
  type ExpansionView,
  type ViewedCall,
} from './expansionView';
import { originOf, tokenAt } from './tokenOrigin';

/** In an expansion: for a call that is not expanded what it expands to, for any other token where it came from. */
export async function expansionHover(
  context: ServerContext,
  document: ExpansionDocument,
  at: TextPosition,
  signal: AbortSignal,
): Promise<Hover | null> {
  const { view } = document;
  if (!view) return null;
  const offset = view.lines.offset(at.position);
  const index = tokenAt(view, offset);
  const token = view.spans[index];
  if (!token) return null;
  const range = view.lines.range(token);
  const call = callAt(view, offset);
  const value =
    call?.node.pending === true
      ? await pendingText(context, document, call, at, signal)
      : originText(view, view.owners[index] ?? '', token.span);
  return value === undefined ? null : { contents: { kind: 'markdown', value }, range };
}

async function pendingText(
  { options, support }: ServerContext,
  { address, position, view }: ExpansionDocument,
  { place, node: { kind, path } }: ViewedCall,
  at: TextPosition,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = { steps: 'all', nested: place, hides: () => false, signal } as const;
  const nested = view && (await makeExpansionView(view.analysis, view.file, view.site, request));
  if (!nested) return undefined;
  const whole = { ...address, position, steps: 'all', nested: place } as const;
  return hoverText(nested.report, {
    maximumLines: options.hoverLines,
    bindings: view.analysis.bindings(nested.root),
    fullView: fullViewFor(support, at, formatExpansionUri(shortName(kind, path), whole)),
  });
}

/** Which step made a token, by which way, and where it stands. */
function originText(
  view: ExpansionView,
  owner: string,
  span: ExpansionView['spans'][number]['span'],
): string {
  const { reporter } = view.analysis;
  const calls = chainOf(view, owner);
  const names = calls.map(({ node }) => codeSpan(macroName(node.kind, node.path))).join(' › ');
  const last = calls.at(-1)?.node;
  const arm = last?.step?.arm === undefined ? '' : ` · arm ${last.step.arm + 1}`;
  const { start } = reporter.range(span);
  const file = reporter.fileOf(span);
  const place = file === undefined ? '' : ` · ${placeText(file, start.line, start.column)}`;
  const origin = originOf(view, span) === 'call' ? 'passed in by the call' : 'written by the macro';
  return `${names}${arm}\n\n${origin}${place}`;
}

function chainOf(view: ExpansionView, owner: string): ViewedCall[] {
  const chain: ViewedCall[] = [];
  for (let place = owner; ; place = callerOf(place)) {
    const call = callNamed(view, place);
    if (call) chain.unshift(call);
    if (place === '' || !call) return chain;
  }
}
