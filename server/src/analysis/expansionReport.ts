import { LRUCache } from 'lru-cache';
import type { DeclaredInput, DeclaredOutput, MacroDiagnostic, RelatedPlace } from '../expand/expansion';
import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import type { CrateGraph } from '../project/model';
import { showFragmentBorders } from '../render/fragmentBorders';
import {
  renderTokens,
  renderTokensInTurns,
  type RenderedTokens,
  type RenderOptions,
} from '../render/renderTokens';
import type { MacroDefinition, MacroKind } from '../resolve/definition';
import type { Hygiene } from '../syntax/hygiene';
import type { SitePosition } from '../syntax/invocationSite';
import { leafTexts, printTokens } from '../syntax/tokenText';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { sharedNames, type SharedName } from '../syntax/sharedNames';
import type { Source, SourceMap } from '../syntax/sourceMap';
import type { Span } from '../syntax/token';
import { LineIndex, type TerminalPosition } from './lineIndex';

/** From 1, columns in characters, the end exclusive. */
export interface ReportRange {
  readonly start: TerminalPosition;
  readonly end: TerminalPosition;
}

export interface ReportStep {
  readonly name: string;
  readonly kind: MacroKind;
  readonly arm?: number;
  readonly input: string;
  /** Undefined for a step that failed. */
  readonly output?: string;
  readonly error?: ReportError;
  readonly steps: readonly ReportStep[];
}

export interface ReportError {
  readonly code: string;
  readonly message: string;
  /** The macro that failed: the call itself, or one that its expansion calls. */
  readonly macro: string;
  /** Of the range; absent where it lies in no file. */
  readonly file?: string;
  readonly range: ReportRange;
  readonly notes?: readonly string[];
  /** Other places that the failure is about: where in the definition each arm stopped. */
  readonly related?: readonly ReportPlace[];
}

export interface ReportPlace {
  readonly message: string;
  readonly file: string;
  readonly range: ReportRange;
}

export interface ReportDiagnostic {
  readonly severity: MacroDiagnostic['severity'];
  readonly message: string;
  readonly macro: string;
  readonly file?: string;
  readonly range?: ReportRange;
  readonly notes?: readonly string[];
  readonly related?: readonly ReportPlace[];
}

/** What `macroscope expand --json` prints for one call. The names of the fields are stable. */
export interface ExpansionReport {
  readonly file: string;
  readonly range: ReportRange;
  readonly kind: MacroKind;
  readonly name: string;
  readonly path: string;
  readonly definition?: {
    readonly crate: string;
    readonly file: string;
    readonly range: ReportRange;
    /** The arm that matched, from 1. */
    readonly arm?: number;
  };
  readonly engine?: MacroDefinition['engine'];
  readonly text?: string;
  readonly tokens?: readonly string[];
  readonly steps?: readonly ReportStep[];
  readonly stats?: {
    /** Executed wasm instructions of all steps; null when a step ended without an exact count. */
    readonly instructions: number | null;
    readonly steps: number;
    readonly wallMicros: number;
    readonly tokens: number;
    /** Whether every sandbox call was answered from the cache; false when none was needed. */
    readonly cached: boolean;
  };
  readonly inputs?: readonly DeclaredInput[];
  /** What procedural macros would have changed on the disk; absent when nothing. */
  readonly outputs?: readonly DeclaredOutput[];
  /** Names that look the same in the text and are of different variables; absent when there are none. */
  readonly sharedNames?: readonly SharedName[];
  /** Macros that ran as they were before their last changes, and why. */
  readonly stale?: readonly string[];
  readonly diagnostics: readonly ReportDiagnostic[];
  /** Why the call, or the first of the calls in its expansion that failed, cannot be expanded. */
  readonly error?: ReportError;
}

export interface ReportRequest {
  /** Print the input and output of every step too, which for an expansion of many steps is far more than the result. Default: true. */
  readonly withSteps?: boolean;
  /** The expansion as readable Rust, where it was laid out before. */
  readonly text?: string;
  /** The expansion was made for an earlier request, so that no macro ran for this one. */
  readonly kept?: boolean;
}

/** Files whose lines are known at a time. */
const keptIndexes = 128;

/** Turns the result of an expansion into what is printed, logged and sent. */
export class Reporter {
  private readonly indexes = new LRUCache<number, LineIndex>({ max: keptIndexes });

  constructor(
    private readonly graph: CrateGraph,
    private readonly sources: SourceMap,
    private readonly hygiene: Hygiene,
  ) {}

  /** `wallMicros`: how long the expansion took. */
  async report(
    node: ExpansionNode,
    wallMicros: number,
    { withSteps = true, text: known, kept = false }: ReportRequest = {},
  ): Promise<ExpansionReport> {
    const { span } = node.invocation;
    const base = {
      file: this.fileOf(span) ?? '',
      range: this.range(span),
      kind: node.kind,
      name: node.path.split('::').at(-1) ?? node.path,
      path: node.path,
      definition: node.definition && this.definition(node.definition, node.step?.arm),
      engine: node.definition?.engine,
    };
    if (node.error && !node.step) {
      const diagnostics = this.reported(node);
      return { ...base, error: this.error(node), outputs: outputsOf([node]), diagnostics };
    }
    const text = known ?? (await this.text(node));
    const tokens = tokensOf(text);
    const nodes = [...nodesOf(node)];
    const shared = sharedNames(node.result, this.hygiene);
    const failed = nodes.find((each) => each.error);
    const procedural = nodes.filter((each) => each.definition?.engine === 'procedural' && each.step);
    return {
      ...base,
      text,
      tokens,
      steps: withSteps ? [this.step(node)] : undefined,
      stats: {
        instructions: procedural.reduce<number | null>(
          (sum, each) => (sum === null ? null : addCount(sum, each.step?.instructions)),
          0,
        ),
        steps: nodes.filter((each) => each.step).length,
        wallMicros,
        tokens: tokens.length,
        cached: procedural.length > 0 && (kept || procedural.every((each) => each.step?.cached === true)),
      },
      inputs: distinctByName(nodes.flatMap((each) => each.step?.inputs ?? [])),
      outputs: outputsOf(nodes),
      sharedNames: shared.length > 0 ? shared : undefined,
      stale: staleMacros(nodes),
      diagnostics: nodes.flatMap((each) => this.diagnostics(each)),
      error: failed && this.error(failed),
    };
  }

  /** The expansion as readable Rust. */
  async text(node: ExpansionNode): Promise<string> {
    return (await this.printed(node, true)).text;
  }

  /** The expansion as readable Rust, with the place of each token. */
  textOf(node: ExpansionNode): Promise<RenderedTokens> {
    return this.printed(node, false);
  }

  private printed({ kind, invocation, result }: ExpansionNode, textOnly: boolean): Promise<RenderedTokens> {
    const position = kind === 'bang' ? invocation.position : 'item';
    const options = { ...this.seenFrom(invocation.scope.crate, position), textOnly };
    return renderTokensInTurns(showFragmentBorders(result), options);
  }

  /** Tokens as readable Rust, seen from a crate: its own `$crate` is `crate`. */
  render(tokens: ExpansionNode['result'], home: number, position: SitePosition): string {
    return this.layout(tokens, home, position).text;
  }

  /** As {@link render}, with the place of each token. `width`: characters per line. */
  layout(
    tokens: ExpansionNode['result'],
    home: number,
    position: SitePosition,
    width?: number,
  ): RenderedTokens {
    return renderTokens(showFragmentBorders(tokens), { ...this.seenFrom(home, position), width });
  }

  private seenFrom(home: number, position: SitePosition): RenderOptions {
    const names = new Map<number, string | undefined>([[home, 'crate']]);
    const crateName = (crate: number): string | undefined => {
      if (!names.has(crate)) names.set(crate, this.crateName(crate, home));
      return names.get(crate);
    };
    return { position, crateName };
  }

  /** `::name`, by the name that the crate `home` knows another crate by, if it depends on it. */
  private crateName(crate: number, home: number): string | undefined {
    for (const [name, id] of this.graph.crates[home]?.dependencies ?? [])
      if (id === crate) return `::${name}`;
    return this.graph.crates[crate] && `::${this.graph.crates[crate].name}`;
  }

  /** What went wrong or was reported in one step, not in those below it. */
  diagnostics(node: ExpansionNode): ReportDiagnostic[] {
    const reported = this.reported(node);
    if (!node.error) return reported;
    const { message, macro, file, range, notes, related } = this.error(node);
    return [...reported, { severity: 'error', message, macro, file, range, notes, related }];
  }

  /** What the macro reported itself. */
  private reported(node: ExpansionNode): ReportDiagnostic[] {
    const diagnostics = [...(node.step?.diagnostics ?? []), ...(node.error?.effects.diagnostics ?? [])];
    return diagnostics.map((diagnostic) => this.diagnostic(diagnostic, node));
  }

  range(span: Span): ReportRange {
    const lines = this.linesOf(span);
    return { start: lines.terminalPosition(span.start), end: lines.terminalPosition(span.end) };
  }

  fileOf(span: Span): string | undefined {
    return this.sourceOf(span).path;
  }

  /** The text that a span is in, as it was read, and the file that it was read from. */
  sourceOf(span: Span): Source {
    return this.sources.get(span.source);
  }

  linesOf(span: Span): LineIndex {
    const known = this.indexes.get(span.source);
    if (known) return known;
    const made = new LineIndex(this.sources.get(span.source).text);
    this.indexes.set(span.source, made);
    return made;
  }

  private definition(definition: MacroDefinition, arm: number | undefined): ExpansionReport['definition'] {
    return {
      crate: this.graph.crates[definition.crate]?.name ?? '',
      file: definition.file,
      range: this.range(definition.span),
      arm: arm === undefined ? undefined : arm + 1,
    };
  }

  private step(node: ExpansionNode): ReportStep {
    return {
      name: node.path,
      kind: node.kind,
      arm: node.step?.arm === undefined ? undefined : node.step.arm + 1,
      input: printTokens(node.invocation.input),
      output: node.step && printTokens(node.step.tokens),
      error: node.error && this.error(node),
      steps: node.children.map((child) => this.step(child)),
    };
  }

  private error(node: ExpansionNode): ReportError {
    const error = node.error;
    if (!error) throw new RangeError('no error to report');
    const span = error.span ?? node.invocation.span;
    return {
      code: error.code,
      message: error.message,
      macro: node.path,
      file: this.fileOf(span),
      range: this.range(span),
      notes: error.notes.length > 0 ? error.notes : undefined,
      related: error.related.length > 0 ? this.places(error.related) : undefined,
    };
  }

  /** Places of files: what a macro has made has none that anybody could look at. */
  private places(related: readonly RelatedPlace[]): ReportPlace[] {
    return related.flatMap(({ message, span }) => {
      const file = this.fileOf(span);
      return file === undefined ? [] : [{ message, file, range: this.range(span) }];
    });
  }

  private diagnostic(diagnostic: MacroDiagnostic, node: ExpansionNode): ReportDiagnostic {
    const span = diagnostic.span ?? node.invocation.span;
    return {
      severity: diagnostic.severity,
      message: diagnostic.message,
      macro: node.path,
      file: this.fileOf(span),
      range: this.range(span),
      notes: diagnostic.children.map((child) => `${child.severity}: ${child.message}`),
    };
  }
}

/** The text shows `#[doc = "…"]` as a comment where it can; to macros and to rustc it is the attribute. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const leaf of leafTexts(parseTokenTrees({ id: 0, path: undefined, text }).tokens)) {
    const inner = leaf.startsWith('//!');
    if (inner || leaf.startsWith('///'))
      tokens.push('#', ...(inner ? ['!'] : []), '[', 'doc', '=', JSON.stringify(leaf.slice(3)), ']');
    else tokens.push(leaf);
  }
  return tokens;
}

function addCount(sum: number, count: number | undefined): number | null {
  return count === undefined ? null : sum + count;
}

function staleMacros(nodes: readonly ExpansionNode[]): string[] | undefined {
  const reasons = new Set(nodes.flatMap(({ step }) => step?.stale ?? []));
  return reasons.size > 0 ? [...reasons] : undefined;
}

/** Of several of one kind and name the last one. */
function distinctByName<Each extends { readonly kind: string; readonly name: string }>(
  all: readonly Each[],
): Each[] {
  return [...new Map(all.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}

function outputsOf(nodes: readonly ExpansionNode[]): DeclaredOutput[] | undefined {
  const outputs = distinctByName(
    nodes.flatMap(({ step, error }) => step?.outputs ?? error?.effects.outputs ?? []),
  );
  return outputs.length > 0 ? outputs : undefined;
}
