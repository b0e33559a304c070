import type { SemanticTokensLegend } from 'vscode-languageserver';
import { isReservedInSomeEdition } from '../../syntax/keywords';
import type { ExpansionView } from './expansionView';
import { originOf } from './tokenOrigin';

const types = [
  'keyword',
  'comment',
  'string',
  'number',
  'label',
  'macro',
  'function',
  'type',
  'namespace',
  'variable',
] as const;

/**
 * `fromCall`: the call in the file passed it in. `fromMacro`: a macro wrote it. `nested`: a call in the expansion made it, not the outermost one.
 * `pending`: it belongs to a call that is not expanded.
 */
const modifiers = ['fromCall', 'fromMacro', 'nested', 'pending'] as const;

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...types],
  tokenModifiers: [...modifiers],
};

/** Colors for an expansion: what each token is, and where it came from, each as the five numbers that the protocol has for it. */
export function* semanticTokens(view: ExpansionView): Generator<number[]> {
  const { spans, owners, text, lines, calls } = view;
  const pending = new Set(calls.filter(({ node }) => node.pending).map(({ place }) => place));
  const root = calls[0]?.place ?? '';
  let last = lines.position(0);
  for (const [index, { start, end, span }] of spans.entries()) {
    const token = text.slice(start, end);
    const next = spans[index + 1];
    const type = typeOf(token, next && text.slice(next.start, next.end));
    // Tokens of several lines have no place in the protocol's encoding.
    if (type === undefined || token.includes('\n')) continue;
    const owner = owners[index] ?? '';
    const set = new Set<(typeof modifiers)[number]>([
      originOf(view, span) === 'call' ? 'fromCall' : 'fromMacro',
    ]);
    if (owner !== root) set.add('nested');
    if (pending.has(owner)) set.add('pending');
    const bits = [...set].reduce((sum, name) => sum | (1 << modifiers.indexOf(name)), 0);
    const place = lines.position(start);
    const lineDelta = place.line - last.line;
    const characterDelta = lineDelta > 0 ? place.character : place.character - last.character;
    yield [lineDelta, characterDelta, end - start, types.indexOf(type), bits];
    last = place;
  }
}

function typeOf(token: string, next: string | undefined): (typeof types)[number] | undefined {
  if (token.startsWith('//') || token.startsWith('/*')) return 'comment';
  if (/^[a-z]{0,2}#*"|^b?'(.|\\.*)'/su.test(token)) return 'string';
  if (/^\d/.test(token)) return 'number';
  if (token.startsWith("'")) return 'label';
  // `$crate`, written as the crate's path.
  if (/^::\w/.test(token)) return 'namespace';
  if (!/^[\p{L}_]/u.test(token)) return undefined;
  if (isReservedInSomeEdition(token)) return 'keyword';
  if (next === '!') return 'macro';
  if (/^\p{Lu}/u.test(token)) return 'type';
  if (next === '::') return 'namespace';
  return next === '(' ? 'function' : 'variable';
}
