/** Runs the calls of a generated file as the product does: in its sandbox, in a fresh instance each. */
import type { DeclarativeDefinition, ProceduralDefinition, Scope } from '../../server/src/resolve/definition';
import { expandDeclarative } from '../../server/src/expand/declarative/expandDeclarative';
import { expandProcedural } from '../../server/src/expand/procedural/expandProcedural';
import { MacroError, type DeclaredInput, type Invocation } from '../../server/src/expand/expansion';
import type { Crate, CrateGraph } from '../../server/src/project/model';
import type { Sandbox } from '../../server/src/sandbox/types';
import { Hygiene } from '../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../server/src/syntax/sourceMap';
import { isPunct, isWord } from '../../server/src/syntax/tokenTests';
import type { Edition, Group, Span, TokenTree } from '../../server/src/syntax/token';
import type { MacroModule } from '../../server/src/toolchain/types';
import { flattenTokens } from './callsFlatten';
import type { CallOutcome, FlatTokens, MacroInput } from './callsTypes';
import { callsAlias, environmentOf, type CallsFile } from './nativeRun';

export interface WasmCall {
  readonly input: readonly FlatTokens[];
  readonly outcome: CallOutcome;
  readonly reads: readonly DeclaredInput[];
  readonly instructions: number | undefined;
  readonly millis: number;
  /** Further lines of an error. */
  readonly notes: readonly string[];
}

/** A call found in a generated file. */
interface WrittenCall {
  readonly number: number;
  readonly groups: readonly Group[];
  readonly span: Span;
}

const scope: Scope = { crate: 0, module: { crate: 0, path: [], file: '' }, textual: { depth: 0 } };

export class WasmRunner {
  private readonly sources = new SourceMap();
  private readonly hygiene = new Hygiene();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly module: MacroModule,
    private readonly library: string,
  ) {}

  /** By number; what the file's text does not hold as a call is left out. */
  async run(file: CallsFile): Promise<ReadonlyMap<number, WasmCall>> {
    const { edition, inputs, first } = file;
    const { tokens } = parseTokenTrees(this.sources.add(file.path, file.text), { edition });
    const calls = new Map<number, WasmCall>();
    const expanded = expandThrough(tokens, edition, this.hygiene);
    for (const call of [...writtenCalls(tokens), ...expanded.flatMap(writtenCalls)]) {
      const input = inputs[call.number - first];
      if (input) calls.set(call.number, await this.call(input, call));
    }
    return calls;
  }

  private async call(input: MacroInput, call: WrittenCall): Promise<WasmCall> {
    const started = performance.now();
    const streams = call.groups.map(({ tokens }) => tokens);
    const flatInput = streams.map(flattenTokens);
    const finish = (
      outcome: CallOutcome,
      reads: readonly DeclaredInput[],
      instructions?: number,
      notes: readonly string[] = [],
    ): WasmCall => ({
      ...{ input: flatInput, outcome, reads, instructions, notes },
      millis: performance.now() - started,
    });
    try {
      const result = await expandProcedural(
        this.definition(input),
        {
          kind: input.kind,
          path: { global: false, segments: [] },
          input: streams.at(-1) ?? [],
          arguments: input.kind === 'attribute' ? streams[0] : undefined,
          span: call.span,
          original: [],
          scope,
          position: 'item',
        },
        {
          graph: graphFor(input),
          modules: { moduleOf: () => this.module, reasonMissing: () => 'not built' },
          sources: this.sources,
          hygiene: this.hygiene,
          run: (sandboxCall) => this.sandbox.call(sandboxCall),
        },
      );
      return finish(
        { kind: 'returned', tokens: flattenTokens(result.tokens) },
        result.inputs,
        result.instructions,
      );
    } catch (error) {
      if (!(error instanceof MacroError)) throw error;
      return finish(failureOutcome(error), error.inputs, undefined, error.notes);
    }
  }

  private definition({ kind, name }: MacroInput): ProceduralDefinition {
    const file = `/${this.library}/src/lib.rs`;
    return {
      ...{ engine: 'procedural', name, kind, crate: 1, file, helperAttributes: [] },
      span: { source: this.sources.add(file, '').id, start: 0, end: 0, context: 0 },
    };
  }
}

function failureOutcome(error: MacroError): CallOutcome {
  const panic = /^(?:proc macro|proc-macro derive|custom attribute) `.*?` panicked(?:: ([\s\S]*))?$/.exec(
    error.message,
  );
  if (panic && (error.code === 'macro-panicked' || error.code === 'access-refused'))
    return { kind: 'panicked', message: panic[1] ?? null };
  return { kind: 'stopped', reason: `${error.code}: ${error.message}` };
}

/** What the `macro_rules!` of a file and the calls behind them come to. */
function expandThrough(
  tokens: readonly TokenTree[],
  edition: Edition,
  hygiene: Hygiene,
): (readonly TokenTree[])[] {
  return tokens.flatMap((token, index) => {
    const [name, body, call, bang, group] = tokens.slice(index + 2);
    const isDefinition = isWord(token, 'macro_rules') && isPunct(bang, '!') && call?.kind === 'ident';
    if (!isDefinition || name?.kind !== 'ident' || body?.kind !== 'group' || group?.kind !== 'group')
      return [];
    const definition: DeclarativeDefinition = {
      ...{ engine: 'declarative', kind: 'bang', flavor: 'macro_rules', name: name.text, body: body.tokens },
      ...{ crate: 0, file: '', span: name.span, edition, localInnerMacros: false },
    };
    const invocation: Invocation = {
      ...{ kind: 'bang', input: group.tokens, span: { ...call.span, end: group.close.end }, original: [] },
      ...{ path: { global: false, segments: [] }, scope, position: 'item' },
    };
    try {
      return [expandDeclarative(definition, invocation, { hygiene, edition }).tokens];
    } catch (error) {
      if (error instanceof MacroError) return [];
      throw error;
    }
  });
}

/** `path!{ NUMBER PLACE {…} }` or, for an attribute, with two groups. */
function writtenCalls(tokens: readonly TokenTree[]): WrittenCall[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'group' || !isPunct(tokens[index - 1], '!')) return [];
    const [number, , ...rest] = token.tokens;
    const start = tokens[index - 4];
    const groups = rest.filter((each): each is Group => each.kind === 'group');
    if (number?.kind !== 'literal' || start?.kind !== 'ident' || start.text !== callsAlias) return [];
    return [{ number: Number(number.text), groups, span: { ...start.span, end: token.close.end } }];
  });
}

function graphFor({ edition, folder }: MacroInput): CrateGraph {
  const env = environmentOf(folder);
  const crate: Crate = {
    id: 0,
    name: 'calls',
    packageName: env.get('CARGO_PKG_NAME') ?? 'calls',
    version: env.get('CARGO_PKG_VERSION') ?? '0.0.0',
    edition,
    rootFile: `${folder}/src/lib.rs`,
    manifestDir: folder,
    target: 'lib',
    origin: 'dependency',
    features: [],
    cfg: { has: () => false },
    dependencies: new Map(),
    env,
  };
  return {
    crates: [crate, { ...crate, id: 1, name: 'macros', target: 'proc-macro' }],
    sysroot: new Map(),
    sysrootKind: 'bundled',
    workspaceRoot: undefined,
    problems: [],
  };
}
