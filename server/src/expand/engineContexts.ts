import { crateWithId } from '../project/crateWithId';
import type { Crate } from '../project/model';
import { relativeToWorkspace } from '../project/relativeToWorkspace';
import { rootContext } from '../syntax/hygiene';
import { spanOf, type Edition, type Span, type TokenTree } from '../syntax/token';
import type { ExpansionBudget } from './budget';
import type { BuiltinContext, SourcePosition } from './builtin/context';
import type { DeclarativeContext } from './declarative/expandDeclarative';
import type { CallOptions } from '../sandbox/types';
import { expandEagerly } from './expandEagerly';
import type { CallChain, ExpanderOptions, SynchronousContexts } from './expanderOptions';
import type { DeclaredInput, Invocation } from './expansion';
import { LineTable } from './lineTable';
import { defaultCallBudget, type ProceduralContext } from './procedural/expandProcedural';

/** Makes what each engine may ask of its surroundings. */
export class EngineContexts implements SynchronousContexts {
  constructor(private readonly options: ExpanderOptions) {}

  declarative(invocation: Invocation): DeclarativeContext {
    return {
      hygiene: this.options.hygiene,
      edition: this.editionOf(invocation),
      panicEdition: this.panicEdition(invocation),
    };
  }

  builtin(chain: CallChain, budget: ExpansionBudget): BuiltinContext {
    const { environment, files, sources, hygiene } = this.options;
    const invocation = innermost(chain);
    const eagerInputs: DeclaredInput[] = [];
    return {
      crate: this.crateOf(invocation),
      environment,
      files,
      sources,
      hygiene,
      modulePath: invocation.scope.module.path,
      derivesCopy: invocation.siblingDerives?.includes('Copy'),
      panicEdition: this.panicEdition(invocation),
      eager: (tokens, scope) =>
        expandEagerly(tokens, scope, chain, { ...this.options, budget, engines: this, inputs: eagerInputs }),
      eagerInputs,
      positionOf: () => this.positionOf(writtenCall(chain)),
    };
  }

  procedural(options: CallOptions): ProceduralContext {
    const { graph, modules, sources, hygiene, run, callBudget } = this.options;
    const budget = { ...defaultCallBudget, ...callBudget };
    const runCall: ProceduralContext['run'] = (call, positions) => run(call, options, positions);
    return { graph, modules, sources, hygiene, budget, run: runCall };
  }

  crateOf(invocation: Invocation): Crate {
    return crateWithId(this.options.graph, invocation.scope.crate);
  }

  /** The edition of the code that wrote a call: of the macro that did, else of its file's crate, or of the call's crate for text without a file. */
  private editionOf(invocation: Invocation): Edition {
    const written = callToken(invocation);
    return this.options.hygiene.editionOf(written.context) ?? this.editionOfSource(written, invocation);
  }

  private panicEdition(invocation: Invocation): Edition {
    const written = callToken(invocation);
    return this.options.hygiene.panicEditionOf(written.context) ?? this.editionOfSource(written, invocation);
  }

  private editionOfSource(span: Span, invocation: Invocation): Edition {
    return this.crateOfSource(span)?.edition ?? this.crateOf(invocation).edition;
  }

  private crateOfSource(span: Span): Crate | undefined {
    const { path } = this.options.sources.get(span.source);
    if (path === undefined) return undefined;
    const crate = this.options.resolver.crateOf(path);
    return crate === undefined ? undefined : this.options.graph.crates[crate];
  }

  /** Where the outermost call stands, as `line!` reports it: the path relative to the workspace as cargo passes it to rustc. */
  private positionOf(call: Invocation): SourcePosition {
    const span = call.span;
    const source = this.options.sources.get(span.source);
    return {
      path: source.path,
      file: relativeToWorkspace(this.options.graph, this.crateOf(call), source.path ?? ''),
      ...new LineTable(source.text).lineAndColumn(span.start),
    };
  }
}

function innermost(chain: CallChain): Invocation {
  const call = chain.at(-1);
  if (!call) throw new RangeError('an empty chain of calls');
  return call;
}

function outermost(chain: CallChain): Invocation {
  const call = chain[0];
  if (!call) throw new RangeError('an empty chain of calls');
  return call;
}

/**
 * The innermost call that stands in a file as it is, which is what `line!` speaks of (rustc's `expansion_cause`): in `outer!(inner!())` the
 * arguments of `outer!` are code of the file too.
 */
function writtenCall(chain: CallChain): Invocation {
  for (let index = chain.length - 1; index > 0; index--) {
    const call = chain[index];
    if (call && callToken(call).context === rootContext) return call;
  }
  return outermost(chain);
}

/** The span of the name by which a macro is called: who wrote it decides about editions. */
function callToken(call: Invocation): Span {
  const name: TokenTree | undefined = call.path.segments.at(-1);
  return name ? spanOf(name) : call.span;
}
