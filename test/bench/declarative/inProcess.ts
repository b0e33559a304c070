import { setImmediate } from 'node:timers/promises';
import { Analysis } from '../../../server/src/analysis/analysis';
import { createServices } from '../../../server/src/analysis/createServices';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { treeSize } from '../../../server/src/expand/declarative/treeSize';
import { MacroError, type Invocation } from '../../../server/src/expand/expansion';
import { nodesOf, type ExpansionNode } from '../../../server/src/expand/expansionTree';
import type { DeclarativeDefinition } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import type { Edition } from '../../../server/src/syntax/token';
import type { Answer } from './answers';
import type { MeasuredCall, MeasuredCrate } from './measuredCalls';
import { processorMillis } from './processorTime';
import { watchTurns } from './turnMonitor';

export interface InProcessAnswer extends Answer {
  /** What the main thread worked for it, in milliseconds: less than what passed when others use the machine too. */
  readonly processor: number;
  /** The longest part of that work without a pause in which another request could be answered. */
  readonly blocked: number;
}

/** One round over the calls of a crate. */
interface Round {
  readonly answers: readonly InProcessAnswer[];
}

/** The declarative steps of a crate's expansions by themselves: no resolution, no rendering, definitions read before. */
export interface StepFigures {
  readonly steps: number;
  readonly millis: number;
  /** Tokens in the results, brackets included. */
  readonly tokens: number;
}

export interface InProcessFigures {
  readonly cold: Round;
  readonly warm: Round;
  readonly steps: StepFigures;
}

interface DeclarativeStep {
  readonly definition: DeclarativeDefinition;
  readonly invocation: Invocation;
  readonly edition: Edition;
}

/**
 * What the server does for one request, without the protocol: finds the call, resolves and expands it, lays out the text. The first round
 * begins with a workspace of which nothing has been read, the second finds what the first has left in memory.
 */
export async function measureInProcess(
  crate: MeasuredCrate,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<InProcessFigures> {
  const services = createServices(process.cwd(), environment);
  try {
    const analysis = await Analysis.load({
      ...services,
      root: crate.folder,
      trusted: true,
      settings: crate.settings,
    });
    const cold = await askAll(analysis, crate);
    const steps: DeclarativeStep[] = [];
    const warm = await askAll(analysis, crate, (node) => collectSteps(node, analysis, steps));
    return { cold, warm, steps: measureSteps(steps) };
  } finally {
    await services.sandbox.dispose();
  }
}

async function askAll(
  analysis: Analysis,
  crate: MeasuredCrate,
  onExpansion?: (node: ExpansionNode) => void,
): Promise<Round> {
  const answers: InProcessAnswer[] = [];
  for (const call of crate.calls) {
    // Each call begins in a turn of its own, as a request does.
    await setImmediate();
    const started = performance.now();
    const { result: node, worked: processor, blocked } = await watchTurns(() => ask(analysis, call));
    const millis = performance.now() - started;
    answers.push({
      millis,
      processor,
      answered: node !== undefined && (!node.error || node.step !== undefined),
      blocked,
    });
    if (node) onExpansion?.(node);
  }
  return { answers };
}

async function ask(analysis: Analysis, call: MeasuredCall): Promise<ExpansionNode | undefined> {
  const file = analysis.openFile(call.file);
  const site = file?.document.invocationAt(file.lines.offset(call.position));
  if (!file || !site || !analysis.isCall(file, site)) return undefined;
  const { node } = await analysis.expandSite(file, site, { recursive: site.kind !== 'derive' });
  await analysis.reporter.text(node);
  return node;
}

function collectSteps(root: ExpansionNode, analysis: Analysis, into: DeclarativeStep[]): void {
  for (const { definition, invocation, step } of nodesOf(root)) {
    const edition = analysis.workspace.crates[invocation.scope.crate]?.edition;
    if (definition?.engine === 'declarative' && step && edition !== undefined)
      into.push({ definition, invocation, edition });
  }
}

function measureSteps(steps: readonly DeclarativeStep[]): StepFigures {
  const hygiene = new Hygiene();
  let tokens = 0;
  const started = processorMillis();
  for (const { definition, invocation, edition } of steps) {
    try {
      const result = expandDeclarative(definition, invocation, { hygiene, edition });
      for (const token of result.tokens) tokens += treeSize(token);
    } catch (error) {
      // The marks of this invocation belong to another table: a macro-defining macro may meet names that it cannot tell apart.
      if (!(error instanceof MacroError)) throw error;
    }
  }
  return { steps: steps.length, millis: processorMillis() - started, tokens };
}
