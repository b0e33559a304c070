/** Comparing one call, or one step of a call, with what rustc made of it. */
import type { ExpansionNode } from '../../../../server/src/expand/expansionTree';
import { nodesOf } from '../../../../server/src/expand/expansionTree';
import type { Judgement } from './results';

const shownAround = 5;

/** Whether two lists of texts are the same; else where they part. */
export function compareTexts(ours: readonly string[], rustc: readonly string[]): Judgement {
  let at = 0;
  while (at < ours.length && ours[at] === rustc[at]) at++;
  if (at === ours.length && at === rustc.length) return { verdict: 'exact' };
  const near = (texts: readonly string[]): string =>
    texts.slice(Math.max(0, at - shownAround), at + shownAround).join(' ');
  return { verdict: 'differs', cause: `rustc ‹${near(rustc)}›, ours ‹${near(ours)}›` };
}

/** The first failure in an expansion; undefined when all of it could be expanded. */
export function failureOf(root: ExpansionNode): Judgement | undefined {
  for (const node of nodesOf(root)) {
    if (!node.error) continue;
    const { code, message } = node.error;
    return {
      verdict: code === 'internal' ? 'crash' : 'unanswered',
      cause: `${code} in ${node.path}: ${message}`,
    };
  }
  return undefined;
}
