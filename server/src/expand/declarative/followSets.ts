import type { FragmentKind } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { MacroNode, SequenceNode } from './compiledMacro';
import { definitionError } from './definitionError';
import { fragmentOfEdition } from './fragmentEdition';
import { terminalSpan, terminalText, type Terminal } from './terminal';

/** The terminals that may begin (or end) a part of a matcher, and whether the part may be empty. */
interface TerminalSet {
  /** Keyed by the object of the definition that the terminal stands for, so that each is there once. */
  readonly terminals: Map<object, Terminal>;
  maybeEmpty: boolean;
}

/**
 * Checks that what follows each fragment is in the follow set of its kind (Reference, "Follow-set Ambiguity Restrictions";
 * rustc_expand's check_matcher_core). Throws a MacroError in rustc's words.
 */
export function checkFollowSets(matcher: readonly MacroNode[]): void {
  new FollowChecker().check(matcher, emptySet());
}

/** A definition that needs more comparisons than this is hostile: the largest real ones need some thousands. */
const mostComparisons = 2_000_000;

class FollowChecker {
  private comparisons = 0;

  private readonly firstOfSequence = new Map<SequenceNode, TerminalSet>();

  /** Checks one level, given what may follow it. Returns the fragments that may come last in it. */
  check(matcher: readonly MacroNode[], follow: TerminalSet): TerminalSet {
    let last = emptySet();
    matcher.forEach((node, index) => {
      switch (node.kind) {
        case 'delimited':
          this.check(node.nodes, single({ kind: 'close', group: node.group }));
          last = irrelevant();
          break;
        case 'sequence': {
          const suffix = this.suffix(matcher, index + 1, follow);
          if (node.separator) addTerminal(suffix, { kind: 'token', token: node.separator });
          const end = this.check(node.nodes, suffix);
          if (end.maybeEmpty) addAll(last, end);
          else last = end;
          break;
        }
        case 'declaration':
          if (node.fragment === undefined || followedByAnything.has(node.fragment)) {
            last = irrelevant();
          } else {
            last = single({ kind: 'declaration', declaration: node });
            this.checkLast(last, this.suffix(matcher, index + 1, follow));
          }
          break;
        default:
          last = irrelevant();
      }
    });
    return last;
  }

  private suffix(matcher: readonly MacroNode[], from: number, follow: TerminalSet): TerminalSet {
    const first = this.first(matcher, from);
    this.count(follow.terminals.size);
    if (first.maybeEmpty) addAll(first, follow);
    return first;
  }

  private checkLast(last: TerminalSet, suffix: TerminalSet): void {
    for (const terminal of last.terminals.values()) {
      if (terminal.kind !== 'declaration' || terminal.declaration.fragment === undefined) continue;
      const written = terminal.declaration.fragment;
      const kind = fragmentOfEdition(written, terminal.declaration.edition);
      for (const next of suffix.terminals.values()) {
        const allowed = allowedAfter(kind, next);
        if (allowed === undefined) continue;
        const mayBe = last.terminals.size === 1 && suffix.terminals.size === 1 ? 'is' : 'may be';
        const { text } = terminal.declaration.variable.ident;
        const shown = kind === 'pat_param' || kind === 'expr_2021' ? written : kind;
        throw definitionError(
          `\`$${text}:${shown}\` ${mayBe} followed by \`${terminalText(next)}\`, which is not allowed for \`${shown}\` fragments`,
          terminalSpan(next),
          [`allowed there are: ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}`],
        );
      }
    }
  }

  /** FIRST of a level from one of its nodes on. */
  private first(nodes: readonly MacroNode[], from: number): TerminalSet {
    const first = emptySet();
    for (let index = from; index < nodes.length; index++) {
      const node = nodes[index];
      if (!node) break;
      this.count(1);
      if (node.kind !== 'sequence') {
        const terminal = firstTerminal(node);
        if (terminal) addTerminal(first, terminal);
        first.maybeEmpty = false;
        return first;
      }
      const inside = this.sequenceFirst(node);
      if (node.separator && inside.maybeEmpty) addTerminal(first, { kind: 'token', token: node.separator });
      this.count(inside.terminals.size);
      addAll(first, inside);
      if (!inside.maybeEmpty && node.operator === '+') {
        first.maybeEmpty = false;
        return first;
      }
      first.maybeEmpty = true;
    }
    return first;
  }

  private count(comparisons: number): void {
    this.comparisons += comparisons;
    if (this.comparisons > mostComparisons) {
      throw new MacroError('expansion-budget', 'checking the macro definition takes too many steps');
    }
  }

  private sequenceFirst(node: SequenceNode): TerminalSet {
    const known = this.firstOfSequence.get(node);
    if (known) return known;
    const first = this.first(node.nodes, 0);
    this.firstOfSequence.set(node, first);
    return first;
  }
}

function firstTerminal(node: MacroNode): Terminal | undefined {
  switch (node.kind) {
    case 'token':
      return { kind: 'token', token: node.token };
    case 'delimited':
      return { kind: 'open', group: node.group };
    case 'declaration':
      return { kind: 'declaration', declaration: node };
    default:
      return undefined;
  }
}

function emptySet(): TerminalSet {
  return { terminals: new Map(), maybeEmpty: true };
}

function irrelevant(): TerminalSet {
  return { terminals: new Map(), maybeEmpty: false };
}

function single(terminal: Terminal): TerminalSet {
  const set = irrelevant();
  addTerminal(set, terminal);
  return set;
}

function addTerminal(set: TerminalSet, terminal: Terminal): void {
  set.terminals.set(terminalKey(terminal), terminal);
}

function terminalKey(terminal: Terminal): object {
  switch (terminal.kind) {
    case 'token':
      return terminal.token;
    case 'declaration':
      return terminal.declaration;
    case 'open':
      return terminal.group.open;
    case 'close':
      return terminal.group.close;
  }
}

function addAll(set: TerminalSet, other: TerminalSet): void {
  for (const [key, terminal] of other.terminals) set.terminals.set(key, terminal);
  if (!other.maybeEmpty) set.maybeEmpty = false;
}

/** Fragments that end by themselves (rustc_expand's frag_can_be_followed_by_any). */
const followedByAnything: ReadonlySet<FragmentKind> = new Set<FragmentKind>([
  'item',
  'block',
  'ident',
  'literal',
  'meta',
  'lifetime',
  'tt',
]);

const afterExpression = ['`=>`', '`,`', '`;`'];
const afterPattern = ['`=>`', '`,`', '`=`', '`if`', '`in`'];
const afterPatternWithoutAlternatives = ['`=>`', '`,`', '`=`', '`|`', '`if`', '`in`'];
const afterType = ['`{`', '`[`', '`=>`', '`,`', '`>`', '`=`', '`:`', '`;`', '`|`', '`as`', '`where`'];
const afterVisibility = ['`,`', 'an ident', 'a type'];

/** Undefined when the terminal may follow, else the list of what may (rustc_expand's is_in_follow). */
function allowedAfter(kind: FragmentKind, next: Terminal): readonly string[] | undefined {
  // A closing delimiter ends every fragment.
  if (next.kind === 'close') return undefined;
  switch (kind) {
    case 'stmt':
    case 'expr':
    case 'expr_2021':
      return isOneOf(next, '=>', ',', ';') ? undefined : afterExpression;
    case 'pat':
      return isOneOf(next, '=>', ',', '=', 'if', 'in') ? undefined : afterPattern;
    case 'pat_param':
      return isOneOf(next, '=>', ',', '=', '|', 'if', 'in') ? undefined : afterPatternWithoutAlternatives;
    case 'path':
    case 'ty':
      if (next.kind === 'open') {
        return next.group.delimiter === 'brace' || next.group.delimiter === 'bracket' ? undefined : afterType;
      }
      if (next.kind === 'declaration') return next.declaration.fragment === 'block' ? undefined : afterType;
      return isOneOf(next, ',', '=>', ':', '=', '>', '>>', ';', '|', 'as', 'where') ? undefined : afterType;
    case 'vis':
      return mayFollowVisibility(next) ? undefined : afterVisibility;
    default:
      return undefined;
  }
}

function isOneOf(terminal: Terminal, ...texts: string[]): boolean {
  if (terminal.kind !== 'token') return false;
  const { token } = terminal;
  if (token.kind === 'punct') return texts.includes(token.text);
  return token.kind === 'ident' && !token.raw && texts.includes(token.text);
}

function mayFollowVisibility(next: Terminal): boolean {
  switch (next.kind) {
    case 'open':
      return next.group.delimiter === 'paren' || next.group.delimiter === 'bracket';
    case 'declaration': {
      const { fragment } = next.declaration;
      return fragment === 'ident' || fragment === 'ty' || fragment === 'path';
    }
    case 'token': {
      const { token } = next;
      if (token.kind === 'ident') return token.raw || token.text !== 'priv';
      if (token.kind === 'lifetime') return true;
      return isOneOf(next, ',', '!', '*', '&', '&&', '?', '<', '<<', '::');
    }
    case 'close':
      return true;
  }
}
