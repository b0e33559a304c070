import { ByteWriter } from '../expand/procedural/byteWriter';
import type { ModuleInput } from '../expand/procedural/callModule';
import { questionsAbout, type CallPositions } from '../expand/procedural/callPositions';
import { maximumOutputTokens } from '../expand/procedural/expandProcedural';
import { inputHeader } from '../expand/procedural/encodeInput';
import type { MacroKind } from '../resolve/definition';
import type { SandboxResult } from '../sandbox/types';
import type { Edition } from '../syntax/token';
import { CallSpans } from './callSpans';
import { decodeFlatOutput } from './decodeFlatOutput';
import { encodeFlatTree } from './encodeFlatTree';
import { layoutOf, type FlatTree, type TreeLayout } from './flatTree';
import type { ApiVersion, ExpandMacro } from './protocol';
import type { SpanArithmetic, SpanPlace } from './spanArithmetic';

const emptyTree: FlatTree = {
  subtree: [0, 0, 0, 0, 0],
  literal: [],
  punct: [],
  ident: [],
  token_tree: [],
  text: [],
};

/** The input of a module, made from a request. Its bytes are the same wherever the call stands, until positions are asked for. */
export class CallInput implements ModuleInput {
  readonly layout: TreeLayout;
  readonly spans: CallSpans;
  private readonly streams: Uint8Array;
  /** Before an output is decoded, which adds to them. */
  private readonly spanCount: number;

  /** `edition`: of the crate under expansion. Throws a MacroError (`invalid-input`) for a request that contradicts itself. */
  constructor(
    { macroBody, attributes, callSite, mixedSite, defSite }: ExpandMacro,
    private readonly kind: MacroKind,
    private readonly edition: Edition,
    arithmetic: SpanArithmetic,
    version: ApiVersion,
  ) {
    this.layout = layoutOf(attributes ? [macroBody, attributes] : [macroBody]);
    const sites = { call: callSite, mixed: mixedSite, definition: defSite };
    this.spans = CallSpans.ofSites(sites, arithmetic);
    const writer = new ByteWriter();
    if (kind === 'attribute') {
      if (attributes) encodeFlatTree(attributes, this.layout, version, writer, this.spans);
      else encodeFlatTree(emptyTree, layoutOf([emptyTree]), version, writer, this.spans);
    }
    encodeFlatTree(macroBody, this.layout, version, writer, this.spans);
    this.streams = writer.finish();
    this.spanCount = this.spans.size;
  }

  withoutPositions(): Uint8Array {
    const writer = inputHeader(this.kind, this.edition, this.spanCount);
    writer.byte(0);
    writer.append(this.streams);
    return writer.finish();
  }

  /** The client tells how spans lie to each other, and nothing of the text. */
  withPositions(): Uint8Array {
    const writer = inputHeader(this.kind, this.edition, this.spanCount);
    writer.byte(1);
    const sources = new Map<SpanPlace['source'], number>();
    const places = Array.from({ length: this.spanCount }, (_, span) => this.placeOf(span));
    for (const { source } of places) if (!sources.has(source)) sources.set(source, sources.size + 1);
    writer.number(sources.size);
    for (let source = 0; source < sources.size; source++) {
      writer.text('');
      writer.text('');
    }
    for (const { source, start, end } of places) {
      writer.number(sources.get(source) ?? 0);
      writer.number(start);
      writer.number(end - start);
    }
    writer.append(this.streams);
    return writer.finish();
  }

  positions(): CallPositions {
    return {
      plainInput: this.withoutPositions(),
      questionsOf: (result) => this.questionsOf(result),
      answer: (question) => this.answer(question),
    };
  }

  private questionsOf(result: SandboxResult): readonly string[] | undefined {
    const spans = this.spans.copy();
    return questionsAbout(result, this.spanCount, maximumOutputTokens, (bytes, maximumTokens) =>
      decodeFlatOutput(bytes, spans, this.layout, maximumTokens),
    );
  }

  /** All but the range is the same for all spans. */
  private answer(question: string): string | undefined {
    const [span, kind] = question.split(' ');
    if (kind === 'relation' || Number(span) >= this.spanCount) return undefined;
    if (kind !== 'byteRange') return '';
    const { start, end } = this.placeOf(Number(span));
    return `${start} ${end}`;
  }

  private placeOf(span: number): SpanPlace {
    return this.spans.arithmetic.placeOf(this.spans.flat(span));
  }
}
