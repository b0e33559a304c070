import type { ExpandedDefinition, ExpansionId, Hygiene, Transparency } from '../../syntax/hygiene';
import type { FragmentKind, Group, Leaf, Span, SyntaxContext, TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { Bindings, NamedMatch } from './bindings';
import type { MacroNode, Metavariable, SequenceNode } from './compiledMacro';
import { definitionError } from './definitionError';
import type { Repeat } from './evaluateExpression';
import { currentMatch, evaluateExpression } from './evaluateExpression';
import { rawGuess } from './rawGuess';
import { treeSize } from './treeSize';

export interface TranscribeOptions {
  readonly hygiene: Hygiene;
  /** How the names of the definition resolve: `semiTransparent` for macro_rules, `opaque` for macro 2.0. */
  readonly transparency: Transparency;
  /** Noted with the expansion. Its edition decides which words are keywords. */
  readonly definition: ExpandedDefinition;
  /** Called with the number of tokens before they are put out; throws when the budget is used up. */
  readonly countTokens: (count: number) => void;
}

type Frame =
  | {
      readonly kind: 'delimited';
      readonly nodes: readonly MacroNode[];
      next: number;
      readonly group: Group | undefined;
      /** Index of its first token among those that are written. */
      readonly first: number;
    }
  | {
      readonly kind: 'sequence';
      readonly nodes: readonly MacroNode[];
      next: number;
      readonly sequence: SequenceNode;
      readonly repeat: { index: number; readonly length: number };
    };

/**
 * Writes out one arm's transcriber (rustc_expand/src/mbe/transcribe.rs). Tokens of the definition keep their span and get the mark
 * of a fresh expansion; what metavariables stand for keeps span and context. As in rustc 1.85 every token of the
 * definition comes out with spacing `alone`: how the definition was laid out is not observable by the macros it calls.
 */
export function transcribe(
  nodes: readonly MacroNode[],
  bindings: Bindings,
  options: TranscribeOptions,
): readonly TokenTree[] {
  return new Transcriber(bindings, options).run(nodes);
}

class Transcriber {
  private readonly marker: Marker;
  private readonly repeats: Repeat[] = [];
  private readonly stack: Frame[] = [];
  /** The tokens of all groups that are open, `count` of them: one list, out of which each group gets one of its exact size. */
  private readonly written: TokenTree[] = [];
  private count = 0;

  constructor(
    private readonly bindings: Bindings,
    private readonly options: TranscribeOptions,
  ) {
    this.marker = new Marker(options);
  }

  run(nodes: readonly MacroNode[]): readonly TokenTree[] {
    this.enter(nodes, undefined);
    for (let frame = this.stack.at(-1); frame; frame = this.stack.at(-1)) {
      const node = frame.nodes[frame.next++];
      if (node) this.write(node);
      else if (frame.kind === 'delimited') this.leaveGroup(frame);
      else this.repeatOrLeave(frame);
    }
    return this.written.slice(0, this.count);
  }

  private enter(nodes: readonly MacroNode[], group: Group | undefined): void {
    this.stack.push({ kind: 'delimited', nodes, next: 0, group, first: this.count });
  }

  private leaveGroup({ group, first }: Extract<Frame, { kind: 'delimited' }>): void {
    this.stack.pop();
    if (!group) return;
    const tokens = this.written.slice(first, this.count);
    this.count = first;
    const { delimiter, fragment, openSpacing } = group;
    const open = this.marker.mark(group.open);
    const close = this.marker.mark(group.close);
    // rustc always puts a space behind `]` (rust-lang/rust#114571).
    const spacing = delimiter === 'bracket' ? 'alone' : group.spacing;
    const made = { kind: 'group', delimiter, tokens, open, close, openSpacing, spacing } as const;
    this.put(fragment ? { ...made, fragment } : made);
  }

  private put(token: TokenTree): void {
    this.written[this.count++] = token;
  }

  private repeatOrLeave(frame: Extract<Frame, { kind: 'sequence' }>): void {
    const { repeat, sequence } = frame;
    repeat.index++;
    if (repeat.index >= repeat.length) {
      this.stack.pop();
      this.repeats.pop();
      return;
    }
    frame.next = 0;
    if (sequence.separator) this.writeToken(sequence.separator);
    else this.options.countTokens(0);
  }

  private write(node: MacroNode): void {
    switch (node.kind) {
      case 'token':
        this.writeToken(node.token);
        break;
      case 'delimited':
        this.options.countTokens(2);
        this.enter(node.nodes, node.group);
        break;
      case 'sequence':
        this.enterSequence(node);
        break;
      case 'variable':
        this.writeVariable(node.variable, node.span);
        break;
      case 'expression': {
        const leaf = evaluateExpression(node.expression, this.bindings, this.repeats, node.span);
        if (leaf?.kind === 'ident')
          this.writeToken({ ...leaf, raw: rawGuess(leaf.text, this.options.definition.edition) });
        else if (leaf) this.writeToken(leaf);
        break;
      }
      case 'declaration':
        // Only matchers declare.
        break;
    }
  }

  private writeToken(token: TokenTree): void {
    this.options.countTokens(1);
    // A group is here only as the separator of a repetition: a fragment that an outer macro bound.
    this.put(token.kind === 'group' ? token : this.marker.markLeaf(token));
  }

  private writeVariable(variable: Metavariable, span: Span): void {
    const match = currentMatch(this.bindings.get(variable.key), this.repeats);
    if (!match) {
      // `$name` that this macro does not bind may belong to a macro that it defines.
      this.options.countTokens(2);
      const dollarSpan = { ...span, end: Math.min(span.start + 1, span.end) };
      const raw = rawGuess(variable.ident.text, this.options.definition.edition);
      this.put({ kind: 'punct', text: '$', spacing: 'jointHidden', span: this.marker.mark(dollarSpan) });
      this.put(this.marker.markLeaf({ ...variable.ident, raw }));
      return;
    }
    if (match.kind === 'sequence') {
      throw definitionError(`variable \`${variable.ident.text}\` is still repeating at this depth`, span);
    }
    const { token, fragment } = match;
    this.options.countTokens(treeSize(token));
    this.put(asTranscribed(token, fragment));
  }

  private enterSequence(sequence: SequenceNode): void {
    const length = this.repetitions(sequence);
    if (length === 0) {
      if (sequence.operator === '+') throw definitionError('this must repeat at least once', sequence.span);
      return;
    }
    const repeat = { index: 0, length };
    this.repeats.push(repeat);
    this.stack.push({ kind: 'sequence', nodes: sequence.nodes, next: 0, sequence, repeat });
  }

  /** How often a repetition repeats: all metavariables in it that still repeat here must agree (lockstep_iter_size). */
  private repetitions(sequence: SequenceNode): number {
    let found: { readonly variable: Metavariable; readonly length: number } | undefined;
    for (const variable of sequence.variables) {
      const match: NamedMatch | undefined = currentMatch(this.bindings.get(variable.key), this.repeats);
      if (match?.kind !== 'sequence') continue;
      const { length } = match.items;
      if (!found) found = { variable, length };
      else if (found.length !== length) {
        throw new MacroError(
          'invalid-input',
          `meta-variable \`${found.variable.ident.text}\` repeats ${times(found.length)}, ` +
            `but \`${variable.ident.text}\` repeats ${times(length)}`,
          sequence.span,
        );
      }
    }
    if (!found) {
      throw definitionError(
        'attempted to repeat an expression containing no syntax variables matched as repeating at this depth',
        sequence.span,
      );
    }
    return found.length;
  }
}

function times(count: number): string {
  return `${count} time${count === 1 ? '' : 's'}`;
}

/** Puts the mark of one fresh expansion on what the definition wrote. */
class Marker {
  private readonly hygiene: Hygiene;
  private readonly transparency: Transparency;
  private readonly expansion: ExpansionId;
  private readonly marked = new Map<SyntaxContext, SyntaxContext>();

  constructor({ hygiene, transparency, definition }: TranscribeOptions) {
    this.hygiene = hygiene;
    this.transparency = transparency;
    this.expansion = hygiene.freshExpansion(definition);
  }

  mark(span: Span): Span {
    let context = this.marked.get(span.context);
    if (context === undefined) {
      context = this.hygiene.applyMark(span.context, this.expansion, this.transparency);
      this.marked.set(span.context, context);
    }
    const { source, start, end } = span;
    return { source, start, end, context };
  }

  markLeaf(leaf: Leaf): Leaf {
    const span = this.mark(leaf.span);
    // Written out for the two kinds that code consists of: a spread takes several times as long.
    if (leaf.kind === 'punct') return { kind: 'punct', text: leaf.text, spacing: 'alone', span };
    if (leaf.kind === 'ident' && leaf.crate === undefined && !leaf.isFragment)
      return { kind: 'ident', text: leaf.text, raw: leaf.raw, spacing: 'alone', span };
    return { ...leaf, spacing: 'alone', span };
  }
}

/** What a metavariable stands for, as it is put out. The spacing of the input is kept for `tt` only: `$($a)*` over `x,y` must not join `x` and `y`. */
function asTranscribed(token: TokenTree, fragment: FragmentKind): TokenTree {
  if (fragment === 'tt') return token;
  if (fragment === 'ident' && token.kind === 'ident') {
    if (token.crate !== undefined) return { ...token, isFragment: true, spacing: 'alone' };
    const { kind, text, raw, span } = token;
    return { kind, text, raw, spacing: 'alone', span, isFragment: true };
  }
  return token.spacing === 'alone' ? token : { ...token, spacing: 'alone' };
}
