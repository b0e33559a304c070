/** Calls on the way to a call that stands in their input. */
import type { Span, TokenTree } from '../syntax/token';
import type { Invocation } from './expansion';

/** Whether the name of the called macro stands at this place of a text. */
export function isNamedAt({ path }: Invocation, place: Span): boolean {
  const name = path.segments.at(-1)?.span;
  return name?.source === place.source && name.start === place.start && name.end === place.end;
}

/** Whether a call is the one that is named at a place, or has it in its input. Derives do not change what they are given. */
export function leadsTo(call: Invocation, place: Span): boolean {
  if (isNamedAt(call, place)) return true;
  return call.kind !== 'derive' && holdsPlace(call.input, place);
}

/** Nothing that people write is nested deeper. */
const maximumDepth = 500;

function holdsPlace(tokens: readonly TokenTree[], place: Span, depth = 0): boolean {
  return tokens.some((token) =>
    token.kind === 'group'
      ? depth < maximumDepth && holdsPlace(token.tokens, place, depth + 1)
      : token.span.source === place.source &&
        token.span.start === place.start &&
        token.span.end === place.end,
  );
}
