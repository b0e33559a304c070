import type { Analysis } from '../../analysis/analysis';
import type { SourceFile } from '../../analysis/sourceFile';
import type { ExpansionReport } from '../../analysis/expansionReport';
import { nodesOf, type ExpansionNode } from '../../expand/expansionTree';
import type { MacroDefinition } from '../../resolve/definition';
import type { InvocationSite } from '../../syntax/invocationSite';
import type { SpanMapEntry } from '../../render/writer';
import { LineIndex } from '../../analysis/lineIndex';
import type { ExpansionAddress, ViewedSteps } from './expansionAddress';
import { inputPaths } from '../inputPaths';
import { documentHead } from './documentHead';
import { TokenOwners } from './ownedTokens';

/** A call in an expansion: its place in the tree of steps, and where its text is. */
export interface ViewedCall {
  /** `0.2`: the third call of the first call's output. Empty for the outermost call. */
  readonly place: string;
  readonly node: ExpansionNode;
  /** UTF-16 offsets in the text; undefined for what expands to nothing. */
  readonly start?: number;
  readonly end?: number;
}

/** The text of an expansion document, and what is where in it. */
export interface ExpansionView {
  /** The whole document: a comment that says what it is, an empty line, the code. */
  readonly text: string;
  readonly lines: LineIndex;
  /** Where the code begins. */
  readonly codeStart: number;
  /** The printed tokens in order, with offsets in the text. */
  readonly spans: readonly SpanMapEntry[];
  /** The place of the call that each token belongs to, by index. */
  readonly owners: readonly string[];
  readonly calls: readonly ViewedCall[];
  readonly root: ExpansionNode;
  readonly report: ExpansionReport;
  /** Files and folders that the expansion depends on besides Rust sources. */
  readonly inputs: ReadonlySet<string>;
  readonly analysis: Analysis;
  readonly file: SourceFile;
  readonly site: InvocationSite;
}

export interface ViewRequest extends Pick<ExpansionAddress, 'nested'> {
  readonly steps: ViewedSteps;
  readonly hides: (definition: MacroDefinition) => boolean;
  readonly signal: AbortSignal;
}

/** Undefined when the call that is to be shown is not in the expansion any more. */
export async function makeExpansionView(
  analysis: Analysis,
  file: SourceFile,
  site: InvocationSite,
  { steps, nested, hides, signal }: ViewRequest,
): Promise<ExpansionView | undefined> {
  const owners = new TokenOwners();
  const made = typeof steps === 'string' ? undefined : new Set(withCallers([...steps, nested]));
  const { node, wallMicros } = await analysis.expandSite(file, site, {
    recursive: true,
    signal,
    selection: {
      expands: (path, definition) =>
        steps === 'all' || made?.has(path.join('.')) === true || (steps === 'shown' && !hides(definition)),
      place: (path, tokens) => owners.claim(tokens, path.join('.')),
    },
  });
  const root = nodeAt(node, nested);
  if (!root) return undefined;
  const failed = root.error !== undefined && !root.step;
  const code = failed ? { text: '', spans: [] } : await analysis.reporter.textOf(root);
  const report = await analysis.reporter.report(root, wallMicros, { withSteps: false, text: code.text });
  const head = documentHead(report, analysis.workspace.workspaceRoot);
  const text = `${head}\n\n${code.text}\n`;
  const codeStart = head.length + 2;
  const spans = code.spans.map(({ start, end, span }) => ({
    start: start + codeStart,
    end: end + codeStart,
    span,
  }));
  const ownerOf = spans.map(({ span }) => owners.ownerOf(span));
  return {
    text,
    lines: new LineIndex(text),
    codeStart,
    spans,
    owners: ownerOf,
    calls: viewedCalls(root, nested, spans, ownerOf),
    root,
    report,
    inputs: inputPaths(node),
    analysis,
    file,
    site,
  };
}

/** The places, and those of all calls on the way to them. */
function withCallers(places: readonly string[]): string[] {
  return places.flatMap((place) => {
    const parts = place.split('.');
    return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
  });
}

function nodeAt(root: ExpansionNode, place: string): ExpansionNode | undefined {
  if (place === '') return root;
  let node: ExpansionNode | undefined = root;
  for (const index of place.split('.')) node = node?.children[Number(index)];
  return node;
}

/** Every call of the tree with the extent of its text, callers before what they call. */
function viewedCalls(
  root: ExpansionNode,
  rootPlace: string,
  spans: readonly SpanMapEntry[],
  owners: readonly string[],
): ViewedCall[] {
  const extents = extentsOfCalls(spans, owners);
  const places = new Map<ExpansionNode, string>([[root, rootPlace]]);
  return [...nodesOf(root)].map((node) => {
    const place = places.get(node) ?? '';
    node.children.forEach((child, index) => places.set(child, calledFrom(place, index)));
    return { place, node, ...extents.get(place) };
  });
}

/** Where the text of each call is, by its place: from its first token to its last one. */
function extentsOfCalls(
  spans: readonly SpanMapEntry[],
  owners: readonly string[],
): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const extents = new Map<string, { start: number; end: number }>();
  const widen = (place: string, start: number, end: number): void => {
    const known = extents.get(place);
    if (!known) extents.set(place, { start, end });
    else {
      known.start = Math.min(known.start, start);
      known.end = Math.max(known.end, end);
    }
  };
  for (let index = 0; index < spans.length;) {
    // Tokens that belong to the same call mostly stand in a row.
    const first = index;
    const owner = owners[first] ?? '';
    while (index < spans.length && (owners[index] ?? '') === owner) index++;
    widen(owner, spans[first]?.start ?? 0, spans[index - 1]?.end ?? 0);
  }
  // A token counts for its call and for all that led to it.
  for (const [owner, { start, end }] of [...extents])
    for (let place = owner; place !== ''; place = callerOf(place)) widen(callerOf(place), start, end);
  return extents;
}

/** The place of a call in the output of the call at a place. */
export function calledFrom(place: string, index: number): string {
  return place === '' ? `${index}` : `${place}.${index}`;
}

/** The place of the call whose output has a call. */
export function callerOf(place: string): string {
  return place.slice(0, Math.max(0, place.lastIndexOf('.')));
}

/** The call at a place in the tree of steps. */
export function callNamed({ calls }: ExpansionView, place: string): ViewedCall | undefined {
  return calls.find((call) => call.place === place);
}

/** The innermost call of which an offset of the document is a part. */
export function callAt(view: ExpansionView, offset: number): ViewedCall | undefined {
  let found: ViewedCall | undefined;
  for (const call of view.calls) {
    const { start, end } = call;
    if (start === undefined || end === undefined || offset < start || offset > end) continue;
    if (offset === end && found && (found.end ?? 0) > offset) continue;
    found = call;
  }
  return found;
}
