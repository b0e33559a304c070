import { URI } from 'vscode-uri';
import type { LinePosition } from '../../analysis/lineIndex';
import { parsedUri } from '../parsedUri';

export const expansionScheme = 'macroscope-expansion';

/** Steps that are made in a view: all, all but those of hidden macros, or the outermost call's and those at these places (`0.2` as text). */
export type ViewedSteps = 'all' | 'shown' | readonly string[];

/** Says of an expansion document all that is needed to make its text. */
export interface ExpansionAddress {
  /** URI of the file that has the call. */
  readonly source: string;
  /** A place in the call. */
  readonly position: LinePosition;
  readonly steps: ViewedSteps;
  /** The place, in the tree of steps, of the call whose expansion is shown. Empty for the call in the file. */
  readonly nested: string;
}

/**
 * The URI of an expansion document. It is stateless: a server that was started anew finds the expansion by it. The title, `map!`, is for the
 * user's eyes and stands where editors look for a file name.
 */
export function formatExpansionUri(title: string, address: ExpansionAddress): string {
  const { source, position, steps, nested } = address;
  const query = new URLSearchParams({ source, at: `${position.line}:${position.character}` });
  query.set('steps', typeof steps === 'string' ? steps : steps.join(','));
  if (nested !== '') query.set('nested', nested);
  // An authority keeps the two slashes by which some editors tell an address from a file name.
  const path = `/${title.replaceAll('::', '.').replace(/[^\w!#[\]().]+/g, '_')}.rs`;
  return URI.from({ scheme: expansionScheme, authority: 'macro', path, query: query.toString() }).toString();
}

/** What a URI says; undefined for one that is none of ours. */
export function parseExpansionUri(uri: string): ExpansionAddress | undefined {
  const parsed = parsedUri(uri);
  if (parsed?.scheme !== expansionScheme) return undefined;
  const values = new URLSearchParams(parsed.query);
  const source = values.get('source');
  const at = /^(\d{1,9}):(\d{1,9})$/.exec(values.get('at') ?? '');
  const steps = values.get('steps') ?? 'all';
  const nested = values.get('nested') ?? '';
  if (source === null || !at || !isPlace(nested)) return undefined;
  const list = steps === '' ? [] : steps.split(',');
  if (steps !== 'all' && steps !== 'shown' && !list.every(isPlace)) return undefined;
  return {
    source,
    position: { line: Number(at[1]), character: Number(at[2]) },
    steps: steps === 'all' || steps === 'shown' ? steps : list,
    nested,
  };
}

function isPlace(text: string): boolean {
  return /^(\d{1,6}(\.\d{1,6}){0,500})?$/.test(text);
}
