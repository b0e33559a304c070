import { findInvocations, findInvocationsAround, findNestedCalls } from './findInvocations';
import { parseTokenTrees } from './parseTokenTrees';
import { TextTree } from './textTree';
import type { Parser, Tree } from 'web-tree-sitter';
import type { InvocationSite } from './invocationSite';
import type { ParsedTokens } from './parseTokenTrees';
import type { Source, SourceMap } from './sourceMap';
import type { Edition, Span } from './token';

/** A replacement of the UTF-16 range `start..end` of a document by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface RustDocumentOptions {
  readonly path: string | undefined;
  readonly text: string;
  readonly version: number;
  readonly edition: Edition;
  readonly sources: SourceMap;
  /** What the text was read into already, in this edition. */
  readonly parsed?: { readonly source: Source; readonly tokens: ParsedTokens };
  /** Without a parser there is no {@link RustDocument.tree}; all else works. */
  readonly parser?: Parser;
}

/**
 * One Rust file as the user edits it. Everything derived from its text is made when it is first asked for after a change.
 *
 * Macro calls are found in token trees, not in the syntax tree: measured on real crates that finds each call that rustc expands, at the cost of
 * reading the text once, and it does not depend on the grammar's coverage (tree-sitter reads `unsafe extern "C" {}` as an error). The tree serves what
 * needs structure in unfinished code: folding, outlines, highlighting.
 */
export class RustDocument {
  readonly path: string | undefined;
  readonly edition: Edition;
  private readonly sources: SourceMap;
  private readonly textTree: TextTree | undefined;
  private currentText: string;
  private currentVersion: number;
  private currentSource: Source | undefined;
  private parsed: ParsedTokens | undefined;
  private sites: readonly InvocationSite[] | undefined;
  /** What was found around the calls that {@link invocationAt} gave. */
  private readonly near = new WeakMap<InvocationSite, readonly InvocationSite[]>();

  constructor(options: RustDocumentOptions) {
    this.path = options.path;
    this.edition = options.edition;
    this.sources = options.sources;
    this.currentText = options.text;
    this.currentVersion = options.version;
    this.currentSource = options.parsed?.source;
    this.parsed = options.parsed?.tokens;
    this.textTree = options.parser && new TextTree(options.parser);
  }

  get text(): string {
    return this.currentText;
  }

  get version(): number {
    return this.currentVersion;
  }

  /** This version's text in the source map: what the spans of its tokens point into. */
  get source(): Source {
    this.currentSource ??= this.sources.add(this.path, this.currentText);
    return this.currentSource;
  }

  get tokens(): ParsedTokens {
    this.parsed ??= parseTokenTrees(this.source, { edition: this.edition });
    return this.parsed;
  }

  /** The syntax tree, parsed incrementally after changes. It belongs to the document and is valid until the next change. */
  get tree(): Tree | undefined {
    return this.textTree?.update(this.currentText);
  }

  /** Applies changes one after the other, as LSP sends them: each to the text that the one before it made. Ranges outside of the text are cut to it. */
  applyChanges(changes: readonly TextChange[], version: number): void {
    for (const change of changes) {
      const length = this.currentText.length;
      const start = Math.max(0, Math.min(change.start, length));
      const end = Math.max(start, Math.min(change.end, length));
      const { text } = change;
      this.textTree?.edit(this.currentText, { start, end, text });
      this.currentText = this.currentText.slice(0, start) + text + this.currentText.slice(end);
    }
    this.currentVersion = version;
    this.currentSource = undefined;
    this.parsed = undefined;
    this.sites = undefined;
  }

  /** All macro calls of the file that rustc would expand in it (see {@link findInvocations}), in the order of the text. */
  invocations(): readonly InvocationSite[] {
    this.sites ??= findInvocations(this.tokens.tokens);
    return this.sites;
  }

  /** The macro calls of the file whose range holds a call, and others near it, without a look at the rest of the file. */
  invocationsAround(site: InvocationSite): readonly InvocationSite[] {
    return this.near.get(site) ?? this.invocationsNear(site.nameSpan.start);
  }

  /**
   * The innermost macro call at a UTF-16 offset: a derive or an attribute when the offset is in its path, a bang call when it is anywhere from its path to its
   * closing delimiter. Calls in the arguments of other calls are found too; they are `nested`.
   */
  invocationAt(offset: number): InvocationSite | undefined {
    const near = this.invocationsNear(offset);
    const outer = innermostAt(near, offset);
    const isWithin = outer?.kind === 'bang' && offset > outer.group.open.start;
    const site = (isWithin ? innermostAt(findNestedCalls(outer.group), offset) : undefined) ?? outer;
    if (site) this.near.set(site, near);
    return site;
  }

  private invocationsNear(offset: number): readonly InvocationSite[] {
    return this.sites ?? findInvocationsAround(this.tokens.tokens, offset);
  }

  /** Frees the syntax tree, which lives outside of the garbage collector's reach. */
  dispose(): void {
    this.textTree?.dispose();
  }
}

/** Of the sites at this offset the one that begins last; an offset right behind a site belongs to it unless another one begins there. */
function innermostAt(sites: readonly InvocationSite[], offset: number): InvocationSite | undefined {
  let found: InvocationSite | undefined;
  for (const site of sites) {
    const { start, end } = activeSpan(site);
    if (start > offset || offset > end) continue;
    if (offset === end && found && activeSpan(found).end > offset) continue;
    if (!found || start >= activeSpan(found).start) found = site;
  }
  return found;
}

/** Where the cursor must be to mean this call. */
function activeSpan(site: InvocationSite): Span {
  if (site.kind === 'bang') return site.span;
  const first = site.path.segments[0]?.span ?? site.nameSpan;
  return { ...site.nameSpan, start: Math.min(first.start, site.nameSpan.start) };
}
