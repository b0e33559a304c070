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
  readonly group: Group;
  readonly name: string;
  readonly judgement: Judgement;
}

/** Our expansions of the calls at one place, the rows that rustc recorded for that place in its order. */
export function judgeSteps(rows: readonly CallRow[], roots: readonly ExpansionNode[]): JudgedStep[] {
  const nodes = roots.flatMap((root) => [...nodesOf(root)]);
  const failure = roots.map((root) => failureOf(root)).find((found) => found !== undefined);
  const left = new Set(nodes.filter((node) => node.step));
  return rows.map((row) => {
    const candidates = [...left].filter((node) => isCallOf(row, node));
    let judgement: Judgement | undefined;
    for (const node of candidates) {
      const compared =
        row.kind === 'macro_rules' ? compareDeclarative(row, node) : compareProcedural(row, node);
      if (compared.verdict === 'exact') {
        left.delete(node);
        return { group: groupOf(row), name: row.name, judgement: compared };
      }
      judgement ??= compared;
    }
    judgement ??= failure ?? { verdict: 'unanswered', cause: `we do not call it` };
    return { group: groupOf(row), name: row.name, judgement };
  });
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

/**
 * rustc prints the tokens of a step as `stringify!` does: fragments without a mark of where they begin and end, `$crate` as such. Ours are
 * printed in the same way, and nothing else is made equal.
 */
function compareDeclarative(row: StepRow, { invocation, step }: ExpansionNode): Judgement {
  const input = compareTexts(printed(stringifyTokens(invocation.input)), printed(row.in));
  if (input.verdict !== 'exact') return { ...input, cause: `input: ${input.cause}` };
  return compareTexts(printed(stringifyTokens(step?.tokens ?? [])), printed(row.out));
}

/** The output alone: what goes in is judged by it. Spacing counts. */
function compareProcedural(row: ProceduralRow, { step }: ExpansionNode): Judgement {
  return compareTexts(
    rawTexts(step?.tokens ?? []),
    row.out_raw.filter((text) => !text.startsWith('\u0002')),
  );
}

function printed(text: string): string[] {
  return comparableTexts(tokensOf(text));
}
