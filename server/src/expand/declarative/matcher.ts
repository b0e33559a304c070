import { closingText } from '../../syntax/leafText';
import type { Edition, FragmentKind, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { fragmentMayBegin, parseFragment } from '../../syntax/parser/parseFragment';
import type { Bindings, BindingLog } from './bindings';
import { collectBindings } from './bindings';
import { boundFragment } from './boundFragment';
import type { DeclarationNode, MacroRule, MatcherLocation } from './compiledMacro';
import { fragmentOfEdition } from './fragmentEdition';
import type { InputPosition } from './inputCursor';
import { InputCursor } from './inputCursor';
import { sameToken } from './tokenEquality';

export interface MatchOptions {
  /** Edition of the call. */
  readonly edition: Edition;
  /** Span of the call, for a fragment that matches nothing at the end. */
  readonly callSpan: Span;
  /**
   * Called once per thread and token, since `$(a)* $(a)* $(a)*` has threads without number; throws when the budget is used up.
   */
  readonly countStep: () => void;
}

/** Where an arm stopped. */
export interface ArmFailure {
  /** The token that no thread could take; undefined at the end of the input. A group stands for its opening delimiter. */
  readonly token: TokenTree | undefined;
  /** The group at whose closing delimiter the arm stopped. */
  readonly closing: TokenTree | undefined;
  readonly position: InputPosition;
}

export type ArmResult =
  | { readonly outcome: 'matched'; readonly bindings: Bindings }
  | { readonly outcome: 'failed'; readonly failure: ArmFailure }
  /** Two ways to go on of which at least one is a fragment; `others` counts the literal ways. */
  | {
      readonly outcome: 'ambiguous';
      readonly fragments: readonly DeclarationNode[];
      readonly others: number;
      readonly span: Span | undefined;
    }
  /** The end was reached in two ways. */
  | { readonly outcome: 'ambiguousEnd' }
  | { readonly outcome: 'unspecified'; readonly declaration: DeclarationNode }
  /** A fragment began and did not parse: no other arm is tried. */
  | {
      readonly outcome: 'badFragment';
      readonly declaration: DeclarationNode;
      readonly message: string;
      /** Undefined for the end of the input. */
      readonly span: Span | undefined;
    };

/** Remembers what was tried, for the message when no arm matches. */
export class MatchTracker {
  /** The place in a matcher that rustc names (CollectTrackerAndEmitter): what was tried last, in this arm or an earlier one. */
  remaining: MatcherLocation | undefined;
  /** All places that were tried at the last token. */
  expected: MatcherLocation[] = [];

  /** `isLast`: no other thread waits at this token. */
  note(location: MatcherLocation, isLast: boolean): void {
    this.expected.push(location);
    if (this.remaining === undefined || (isLast && location.kind !== 'end')) this.remaining = location;
  }
}

/** A matching thread: a place in the matcher, and what was bound on the way. It stands in one list, and moves from place to place. */
interface Thread {
  location: number;
  log: BindingLog | undefined;
}

/**
 * Matches the input against one arm as rustc does (rustc_expand/src/mbe/macro_parser.rs): all threads walk over the input
 * together, token by token. Where the only way on is a fragment the parser of Rust is called, and what it takes is taken. There is no
 * way back: neither into a fragment nor out of one that fails.
 *
 * `input` has its doc comments desugared and its outermost level looked through. `tracker` is told what is tried, which only matters once it is known that no arm matches.
 */
export function matchArm(
  rule: MacroRule,
  input: readonly TokenTree[],
  options: MatchOptions,
  tracker?: MatchTracker,
): ArmResult {
  const { matcher } = rule;
  const cursor = new InputCursor(input);
  let current: Thread[] = [{ location: 0, log: undefined }];
  let next: Thread[] = [];
  /** Threads that wait for the parser of Rust, each at a declaration. */
  const waiting: Thread[] = [];
  for (;;) {
    let end: Thread | undefined;
    let ends = 0;
    if (tracker) tracker.expected = [];
    for (let thread = current.pop(); thread; thread = current.pop()) {
      const location = matcher[thread.location];
      if (!location) break;
      options.countStep();
      tracker?.note(location, current.length === 0);
      switch (location.kind) {
        case 'token':
          if (sameToken(location.token, cursor.token)) advance(thread, next);
          break;
        case 'open': {
          const { token } = cursor;
          if (token?.kind === 'group' && token.delimiter === location.group.delimiter && !token.fragment)
            advance(thread, next);
          break;
        }
        case 'close':
          if (cursor.closing) advance(thread, next);
          break;
        case 'sequence': {
          const { firstBinding, bindingCount, depth } = location;
          thread.log = { kind: 'enter', firstBinding, bindingCount, depth, previous: thread.log };
          if (location.operator !== '+') current.push({ location: location.after, log: thread.log });
          advance(thread, current);
          break;
        }
        case 'sequenceEnd':
          if (location.operator === '?') advance(thread, current);
          else {
            current.push({ location: thread.location + 1, log: thread.log });
            thread.location = location.first;
            current.push(thread);
          }
          break;
        case 'separator':
          current.push({ location: thread.location + 2, log: thread.log });
          if (sameToken(location.token, cursor.token)) advance(thread, next);
          break;
        case 'afterSeparator':
          thread.location = location.first;
          current.push(thread);
          break;
        case 'declaration': {
          const { declaration } = location;
          if (!declaration.fragment) return { outcome: 'unspecified', declaration };
          if (mayBegin(declaration.fragment, declaration.edition, cursor, options.edition))
            waiting.push(thread);
          break;
        }
        case 'end':
          if (cursor.atEnd) {
            end ??= thread;
            ends++;
          }
          break;
      }
    }
    if (cursor.atEnd) {
      if (!end) return { outcome: 'failed', failure: failureAt(cursor) };
      if (ends > 1) return { outcome: 'ambiguousEnd' };
      return { outcome: 'matched', bindings: collectBindings(end.log, rule.bindings) };
    }
    const thread = waiting.pop();
    if (!thread) {
      if (next.length === 0) return { outcome: 'failed', failure: failureAt(cursor) };
      [current, next] = [next, current];
      cursor.bump();
    } else if (waiting.length > 0 || next.length > 0) {
      const fragments = [...waiting, thread].flatMap(
        ({ location }) => declarationAt(matcher, location) ?? [],
      );
      return { outcome: 'ambiguous', fragments, others: next.length, span: currentSpan(cursor) };
    } else {
      const problem = bind(thread, matcher, cursor, options);
      if (problem) return problem;
      current.push(thread);
    }
  }
}

/** Moves a thread to the next place of the matcher, and into a list. */
function advance(thread: Thread, into: Thread[]): void {
  thread.location++;
  into.push(thread);
}

function declarationAt(matcher: readonly MatcherLocation[], index: number): DeclarationNode | undefined {
  const location = matcher[index];
  return location?.kind === 'declaration' ? location.declaration : undefined;
}

/** Whether a fragment of this kind may begin at the cursor; decides which threads wait for the parser. */
function mayBegin(fragment: FragmentKind, definition: Edition, cursor: InputCursor, call: Edition): boolean {
  const { token } = cursor;
  if (token === undefined) return false;
  switch (fragment) {
    case 'tt':
    case 'item':
    case 'stmt':
      return true;
    case 'ident':
      return token.kind === 'ident' && (token.raw || token.text !== '_');
    case 'lifetime':
      return token.kind === 'lifetime';
    default: {
      const kind = fragmentOfEdition(fragment, definition);
      return fragmentMayBegin(kind, cursor.cursor, fragmentEdition(kind, definition, call));
    }
  }
}

/** `pat` and `expr` that are left after {@link fragmentOfEdition} mean what the definition's edition means by them. */
function fragmentEdition(kind: FragmentKind, definition: Edition, call: Edition): Edition {
  return kind === 'pat' || kind === 'expr' ? definition : call;
}

/** Parses the fragment at the cursor and moves the thread over its declaration, or tells why it cannot. */
function bind(
  thread: Thread,
  matcher: readonly MatcherLocation[],
  input: InputCursor,
  options: MatchOptions,
): ArmResult | undefined {
  const location = matcher[thread.location];
  if (location?.kind !== 'declaration' || !location.declaration.fragment) return undefined;
  const { declaration, binding, depth } = location;
  const { fragment, edition } = location.declaration;
  const { cursor } = input;
  let token: TokenTree | undefined;
  if (fragment === 'tt' || fragment === 'ident' || fragment === 'lifetime') {
    token = cursor.bump();
  } else {
    const start = cursor.clone();
    const kind = fragmentOfEdition(fragment, edition);
    const result = parseFragment(kind, cursor, fragmentEdition(kind, edition, options.edition));
    if (!result.ok) {
      const { message, span } = result;
      return { outcome: 'badFragment', declaration, ...(span ? { message, span } : atEnd(message, input)) };
    }
    const tokens = start.tokensUntil(cursor);
    if (tokens.length === 0 && fragment !== 'vis') {
      // Only a visibility may be empty. A loop over nothing would never end.
      return {
        outcome: 'badFragment',
        declaration,
        message: `expected ${fragment}`,
        span: currentSpan(input),
      };
    }
    token = boundFragment(fragment, tokens, currentSpan(input) ?? options.callSpan);
  }
  if (!token) return { outcome: 'unspecified', declaration };
  const match = { kind: 'fragment', fragment, token } as const;
  thread.log = { kind: 'bind', binding, depth, match, previous: thread.log };
  thread.location++;
  return undefined;
}

/**
 * The fragment parser sees one level only. At its end rustc names what is there: the closing delimiter, or the end of the macro's
 * arguments where an expression is missing. It points behind the last token for an expression, at the last token for all else.
 */
function atEnd(
  message: string,
  { cursor, enclosing }: InputCursor,
): { message: string; span: Span | undefined } {
  if (enclosing) {
    return {
      message: message.replace('`<eof>`', `\`${closingText(enclosing.delimiter)}\``),
      span: enclosing.close,
    };
  }
  const last = cursor.tokens.at(-1);
  if (message !== 'expected expression, found `<eof>`') return { message, span: last && spanOf(last) };
  return { message: 'expected expression, found end of macro arguments', span: undefined };
}

function currentSpan(cursor: InputCursor): Span | undefined {
  const { token } = cursor;
  if (token) return token.kind === 'group' ? token.open : token.span;
  return cursor.closing?.close;
}

function failureAt(cursor: InputCursor): ArmFailure {
  return { token: cursor.token, closing: cursor.closing, position: cursor.position() };
}
