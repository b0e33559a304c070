/** Comparing what rustc and we got from the same call. */
import type { CallOutcome, DifferenceClass, FlatTokens } from './callsTypes';

export interface Comparison {
  readonly class: DifferenceClass;
  readonly native: string;
  readonly wasm: string;
}

/** Tokens shown on either side of the first difference. */
const context = 12;

/** undefined when both came to the same. */
export function compareOutcomes(native: CallOutcome, wasm: CallOutcome): Comparison | undefined {
  if (native.kind === 'returned' && wasm.kind === 'returned')
    return compareTokens(native.tokens, wasm.tokens);
  if (native.kind === 'panicked' && wasm.kind === 'panicked')
    // An empty message is shown like none.
    return (native.message ?? '') === (wasm.message ?? '')
      ? undefined
      : { class: 'panic message', native: native.message ?? '(none)', wasm: wasm.message ?? '(none)' };
  if (native.kind === 'stopped' && wasm.kind === 'stopped') return undefined;
  return { class: 'outcome', native: describe(native), wasm: describe(wasm) };
}

function describe(outcome: CallOutcome): string {
  switch (outcome.kind) {
    case 'returned':
      return `returned ${outcome.tokens
        .slice(0, 2 * context)
        .map(plain)
        .join(' ')}`;
    case 'panicked':
      return `panicked: ${outcome.message ?? '(no message)'}`;
    case 'stopped':
      return `stopped: ${outcome.reason}`;
  }
}

export function compareTokens(native: FlatTokens, wasm: FlatTokens): Comparison | undefined {
  const at = firstDifference(native, wasm);
  if (at === undefined) return undefined;
  const around = (tokens: FlatTokens): string =>
    tokens.slice(Math.max(0, at - context), at + context).join(' ');
  return { class: classOf(native, wasm), native: around(native), wasm: around(wasm) };
}

function classOf(native: FlatTokens, wasm: FlatTokens): DifferenceClass {
  if (firstDifference(native.map(plain), wasm.map(plain)) === undefined) return 'spacing';
  const visible = (tokens: FlatTokens): string[] =>
    tokens.filter((token) => token !== '<' && token !== '>').map(plain);
  return firstDifference(visible(native), visible(wasm)) === undefined ? 'invisible groups' : 'tokens';
}

/** A token without its spacing. */
function plain(token: string): string {
  return token.startsWith('j') && token.length === 2 ? `a${token.slice(1)}` : token;
}

function firstDifference(left: FlatTokens, right: FlatTokens): number | undefined {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) if (left[index] !== right[index]) return index;
  return undefined;
}
