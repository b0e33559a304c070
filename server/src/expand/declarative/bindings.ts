import type { FragmentKind, TokenTree } from '../../syntax/token';
import type { MetavariableKey, Metavariable } from './compiledMacro';

/** What a metavariable stands for: one fragment, or one entry per pass of the repetition that declares it. */
export type NamedMatch =
  | { readonly kind: 'fragment'; readonly fragment: FragmentKind; readonly token: TokenTree }
  | { readonly kind: 'sequence'; readonly items: NamedMatch[] };

export type Bindings = ReadonlyMap<MetavariableKey, NamedMatch>;

/**
 * What a matching thread has bound so far, as a chain of events from the latest back to the first. Threads that part share
 * their common past, so a thread costs nothing to copy and a long repetition stays linear.
 */
export type BindingLog =
  | {
      readonly kind: 'enter';
      readonly firstBinding: number;
      readonly bindingCount: number;
      readonly depth: number;
      readonly previous: BindingLog | undefined;
    }
  | {
      readonly kind: 'bind';
      readonly binding: number;
      readonly depth: number;
      readonly match: NamedMatch;
      readonly previous: BindingLog | undefined;
    };

/** Replays a log into the matches of each metavariable. */
export function collectBindings(log: BindingLog | undefined, variables: readonly Metavariable[]): Bindings {
  const events: BindingLog[] = [];
  for (let event = log; event; event = event.previous) events.push(event);
  const matches: NamedMatch[] = [];
  for (const event of events.reverse()) {
    if (event.kind === 'bind') {
      place(matches, event.binding, event.depth, event.match);
    } else {
      for (let i = 0; i < event.bindingCount; i++) {
        place(matches, event.firstBinding + i, event.depth, { kind: 'sequence', items: [] });
      }
    }
  }
  const bindings = new Map<MetavariableKey, NamedMatch>();
  variables.forEach((variable, index) => {
    const match = matches[index];
    if (match) bindings.set(variable.key, match);
  });
  return bindings;
}

/** Puts a match at the end of the innermost open repetition, `depth` repetitions down. */
function place(matches: NamedMatch[], binding: number, depth: number, match: NamedMatch): void {
  let list = matches;
  let index = binding;
  for (let level = 0; level < depth; level++) {
    const outer = list[index];
    if (outer?.kind !== 'sequence') return;
    list = outer.items;
    index = list.length - 1;
  }
  if (depth === 0) list[index] = match;
  else list.push(match);
}
