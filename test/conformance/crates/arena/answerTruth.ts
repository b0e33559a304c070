/** The answer of a language server at a call site, a text and nothing more, against rustc's records of the place. */
import { tokensOf } from '../../builtin/leaves';
import { comparableTexts } from './comparable';
import { compareTexts } from './judge';
import { withoutPrinting } from './printing';
import type { Group, Judgement } from './results';
import { groupOf, judgeRegion, regionOf } from './siteTruth';
import type { SiteRow } from './truth';

/** `error`: what the server says in the place of an expansion. */
export type Answer = { readonly text: string } | { readonly error: string };

/** Where a site is counted; undefined where rustc expanded nothing at the place, or only an attribute of its own that leaves the item as it is. */
export function answerGroupOf(row: SiteRow): Group | undefined {
  const { kind, pm, composed } = row;
  // A derive behind a `cfg_attr` that does not hold, or one whose region was not recorded: it says nothing.
  if (kind !== 'bang' && composed?.length === 0) return undefined;
  if (kind === 'derive_cfg_attr' && pm.length === 0 && !implementsTrait(row)) return undefined;
  const called = (how: string): boolean => pm.some(([, , , each]) => each === how);
  if (kind.startsWith('attr')) return called('proc_macro_attribute') ? 'proc attribute' : undefined;
  const group = groupOf(row);
  if (group !== undefined) return group;
  if (kind.startsWith('derive')) return called('proc_macro_derive') ? 'proc derive' : undefined;
  return called('proc_macro') ? 'proc bang' : undefined;
}

/** Whether the region of an item with derives has an implementation of this one's trait: it has those of the others too. */
function implementsTrait({ name, composed }: SiteRow): boolean {
  const trait = name.split('::').at(-1);
  return composed?.some((text, index) => text === trait && composed[index + 1] === 'for') ?? false;
}

/** `hasSemicolon`: a semicolon behind the call ends it. */
export function judgeAnswer(row: SiteRow, answer: Answer, hasSemicolon: boolean): Judgement {
  if ('error' in answer) return { verdict: 'unanswered', cause: answer.error };
  const judgement =
    row.kind === 'bang'
      ? judgeRegion(regionOf(row), answer.text, hasSemicolon)
      : judgePart(regionOf(row), answer.text);
  return judgement.verdict === 'exact' || isStepOf(row, answer.text) ? { verdict: 'exact' } : judgement;
}

/** The region of a derive or attribute holds all that the item's attributes made, one after the other. What this one made is a part without a gap. */
function judgePart(region: string, text: string): Judgement {
  const ours = printed(text);
  const rustc = printed(region);
  const first = ours[0];
  let nearest: Judgement = compareTexts(ours, rustc);
  let longest = 0;
  for (let start = rustc.indexOf(first ?? ''); start >= 0; start = rustc.indexOf(first ?? '', start + 1)) {
    let length = 0;
    while (length < ours.length && ours[length] === rustc[start + length]) length++;
    if (length === ours.length) return { verdict: 'exact' };
    if (length <= longest) continue;
    longest = length;
    nearest = compareTexts(ours, rustc.slice(start, start + ours.length));
  }
  return nearest;
}

/** Derives are shown as they were written, with the calls in them. rustc recorded this as the single step of a procedural macro at the place. */
function isStepOf({ pm }: SiteRow, text: string): boolean {
  const ours = printed(text);
  return pm.some(([, , output = '']) => compareTexts(ours, printed(output)).verdict === 'exact');
}

function printed(text: string): string[] {
  return withoutPrinting(comparableTexts(tokensOf(text)));
}
