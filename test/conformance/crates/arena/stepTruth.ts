/** The single steps below a call, against those that rustc recorded below the same call. */
import { stringifyTokens } from '../../../../server/src/expand/builtin/print/tokenLayout';
import { nodesOf, type ExpansionNode } from '../../../../server/src/expand/expansionTree';
import { tokensOf } from '../../builtin/leaves';
import { rawTexts } from './rawTexts';
import { comparableTexts } from './comparable';
import { compareTexts, failureOf } from './judge';
import type { Group, Judgement } from './results';
import type { CallRow, ProceduralRow, StepRow } from './truth';

export interface JudgedStep {
  readonly row: CallRow;
  readonly group: Group;
  readonly judgement: Judgement;
}

/** Our steps that stand for none of rustc's yet. */
export class Steps {
  private readonly left = new Set<ExpansionNode>();
  private readonly seen = new Set<ExpansionNode>();

  /** Adds the steps of a call, unless they were added before. */
  add(root: ExpansionNode): void {
    if (this.seen.has(root)) return;
    this.seen.add(root);
    for (const node of nodesOf(root)) if (node.step) this.left.add(node);
  }

  /**
   * Looks for the step of a row: one of the same macro with the same input and output, among the steps of some calls or among all. That step then
   * stands for no other row.
   */
  judge(row: CallRow, roots?: readonly ExpansionNode[]): JudgedStep {
    let nearest: Judgement | undefined;
    for (const node of roots ? roots.flatMap((root) => [...nodesOf(root)]) : this.left) {
      if (!this.left.has(node) || !isCallOf(row, node)) continue;
      const { sameInput, ...judgement } =
        row.kind === 'macro_rules' ? compareDeclarative(row, node) : compareProcedural(row, node);
      if (judgement.verdict === 'exact') {
        this.left.delete(node);
        return { row, group: groupOf(row), judgement };
      }
      if (!nearest || sameInput) nearest = judgement;
    }
    return { row, group: groupOf(row), judgement: nearest ?? missing(row, roots ?? []) };
  }
}

function missing({ name }: CallRow, roots: readonly ExpansionNode[]): Judgement {
  const failure = roots.map((root) => failureOf(root)).find((found) => found !== undefined);
  return failure ?? { verdict: 'unanswered', cause: `${name} is not called` };
}

function groupOf({ kind }: CallRow): Group {
  switch (kind) {
    case 'macro_rules':
      return 'macro_rules steps';
    case 'proc_macro':
      return 'proc bang';
    case 'proc_macro_derive':
      return 'proc derive';
    case 'proc_macro_attribute':
      return 'proc attribute';
  }
}

function isCallOf({ kind, name }: CallRow, { definition }: ExpansionNode): boolean {
  if (!definition || definition.name !== name) return false;
  return (definition.engine === 'declarative') === (kind === 'macro_rules');
}

interface Compared extends Judgement {
  readonly sameInput: boolean;
}

/**
 * rustc prints the tokens of a step as `stringify!` does: fragments without a mark of where they begin and end, `$crate` as such. Ours are
 * printed in the same way, and nothing else is made equal.
 */
function compareDeclarative(row: StepRow, { invocation, step }: ExpansionNode): Compared {
  const input = compareTexts(printed(stringifyTokens(invocation.input)), printed(row.in));
  if (input.verdict !== 'exact') return { ...input, cause: `input: ${input.cause}`, sameInput: false };
  const output = compareTexts(printed(stringifyTokens(step?.tokens ?? [])), printed(row.out));
  return { ...output, sameInput: true };
}

/** The output alone: what goes in is judged by it. Spacing counts. */
function compareProcedural(row: ProceduralRow, { step }: ExpansionNode): Compared {
  const rustc = row.out_raw.filter((text) => !text.startsWith('\u0002'));
  return { ...compareTexts(rawTexts(step?.tokens ?? []), rustc), sameInput: false };
}

function printed(text: string): string[] {
  return comparableTexts(tokensOf(text));
}
