/**
 * Hygiene contexts, after rustc_span::hygiene: a context is a chain of marks, each made by one expansion. An identifier written
 * by a macro's definition carries the mark of the expansion that transcribed it; one passed in by the caller does not.
 */
import type { Edition, Span, SyntaxContext } from './token';

/** Index of one expansion (one macro step). */
export type ExpansionId = number;

/**
 * How the names of a mark resolve. `semiTransparent` is macro_rules: locals, labels and `$crate` at the definition, the rest at
 * the call. `opaque` is macro 2.0's def_site. `transparent` is a procedural macro's call_site.
 */
export type Transparency = 'transparent' | 'semiTransparent' | 'opaque';

export interface Mark {
  readonly expansion: ExpansionId;
  readonly transparency: Transparency;
}

/** What later stages ask about the definition of an expansion (rustc_span::ExpnData). */
export interface ExpandedDefinition {
  readonly edition: Edition;
  /** The edition by which `panic!` and `assert!` go that the definition wrote; see {@link Hygiene.panicEditionOf}. */
  readonly panicEdition: Edition;
  /** The crate (CrateId) whose macros the definition means by bare names, for `#[macro_export(local_inner_macros)]`. */
  readonly localInnerMacros?: number;
  /** The name in the definition; undefined for a procedural macro, whose definition is no place to look names up from. */
  readonly span: Span | undefined;
}

interface ContextData {
  readonly parent: SyntaxContext;
  readonly mark: Mark;
}

export const rootContext: SyntaxContext = 0;

/** In lists of contexts: not known yet. */
const unknown = -1;

/**
 * The table of contexts. It grows with each step of a session, and tokens anywhere may hold a context, so that nothing in it is ever dropped: an
 * entry consists of few small numbers.
 */
export class Hygiene {
  private readonly contexts: (ContextData | undefined)[] = [undefined];
  /** By expansion: the first context that its mark was put on to. Most expansions mark one. */
  private readonly firstMarked: SyntaxContext[] = [unknown];
  /** The further ones, by what was marked, the expansion and the transparency. */
  private readonly furtherMarked = new Map<string, SyntaxContext>();
  /** By context. */
  private readonly normalized: SyntaxContext[] = [rootContext];
  private readonly opaque: SyntaxContext[] = [rootContext];
  /** By expansion. */
  private readonly definitions: (ExpandedDefinition | undefined)[] = [undefined];

  /** A new expansion, of a definition where it has one. */
  freshExpansion(definition?: ExpandedDefinition): ExpansionId {
    this.firstMarked.push(unknown);
    return this.definitions.push(definition) - 1;
  }

  /** The edition of the definition that wrote what has this context; undefined for the root and for built-in macros. */
  editionOf(context: SyntaxContext): Edition | undefined {
    return this.definitionOf(context)?.edition;
  }

  /** The definition that wrote what has this context; undefined for the root and for built-in macros. */
  definitionOf(context: SyntaxContext): ExpandedDefinition | undefined {
    const data = this.contexts[context];
    return data && this.definitions[data.mark.expansion];
  }

  /**
   * The edition by which a `panic!` with this context goes: that of the innermost definition that is not allowed to look through to its caller, as
   * built-in macros and some others of the standard library are (rustc_builtin_macros::edition_panic::use_panic_2021). Undefined when the file
   * itself wrote it.
   */
  panicEditionOf(context: SyntaxContext): Edition | undefined {
    for (let data = this.contexts[context]; data; data = this.contexts[data.parent]) {
      const definition = this.definitions[data.mark.expansion];
      if (definition) return definition.panicEdition;
    }
    return undefined;
  }

  /** The context of a token that had `context` and comes out of the given expansion's definition side. */
  applyMark(context: SyntaxContext, expansion: ExpansionId, transparency: Transparency): SyntaxContext {
    const first = this.firstMarked[expansion] ?? unknown;
    const known = first === unknown ? undefined : this.contexts[first];
    if (known?.parent === context && known.mark.transparency === transparency) return first;
    const key = `${context}:${expansion}:${transparency}`;
    const further = this.furtherMarked.get(key);
    if (further !== undefined) return further;
    const made = this.contexts.push({ parent: context, mark: { expansion, transparency } }) - 1;
    this.normalized.push(unknown);
    this.opaque.push(unknown);
    if (first === unknown) this.firstMarked[expansion] = made;
    else this.furtherMarked.set(key, made);
    return made;
  }

  /**
   * The context without its transparent marks: what decides whether two names are the same local variable, label or
   * metavariable (rustc_span's normalize_to_macro_rules).
   */
  normalizeToMacroRules(context: SyntaxContext): SyntaxContext {
    return this.keepMarks(context, this.normalized, ({ transparency }) => transparency !== 'transparent');
  }

  /**
   * The context with the marks of macros 2.0 only: what decides where the name of an item is looked up (rustc_span's
   * normalize_to_macros_2_0). What a built-in macro wrote is left out, since there is no place of its definition where to look.
   */
  normalizeToMacros20(context: SyntaxContext): SyntaxContext {
    return this.keepMarks(
      context,
      this.opaque,
      ({ expansion, transparency }) =>
        transparency === 'opaque' && this.definitions[expansion]?.span !== undefined,
    );
  }

  /** The context without its outermost mark. */
  withoutMark(context: SyntaxContext): SyntaxContext {
    return this.contexts[context]?.parent ?? rootContext;
  }

  /** The marks of a context, outermost (most recent) first. */
  marks(context: SyntaxContext): readonly Mark[] {
    const marks: Mark[] = [];
    for (let data = this.contexts[context]; data; data = this.contexts[data.parent]) marks.push(data.mark);
    return marks;
  }

  /** The context with those of its marks only that are kept; `known` are the answers of earlier calls. */
  private keepMarks(
    context: SyntaxContext,
    known: SyntaxContext[],
    keeps: (mark: Mark) => boolean,
  ): SyntaxContext {
    const before = known[context] ?? rootContext;
    if (before !== unknown) return before;
    let result = rootContext;
    for (const mark of this.marks(context).toReversed())
      if (keeps(mark)) result = this.applyMark(result, mark.expansion, mark.transparency);
    known[context] = result;
    return result;
  }
}
