/** A call site with all that it leads to, against what rustc's printer shows of the same region. */
import type { ExpansionNode } from '../../../../server/src/expand/expansionTree';
import { outlineItems } from '../../../../server/src/syntax/itemOutline';
import { derivedImplementations } from '../../builtin/derivedImplementations';
import { tokensOf } from '../../builtin/leaves';
import { comparableTexts } from './comparable';
import { compareTexts, failureOf } from './judge';
import { withoutPrinting } from './printing';
import type { Group, Judgement } from './results';
import type { SiteRow } from './truth';

/** The macros that rustc expands by itself, where it also has a `macro_rules!` of another name that does the rest. */
const builtinBangs = new Set(
  (
    'addr_of asm assert cfg column compile_error concat concat_bytes concat_idents const_format_args env file format_args global_asm ' +
    'include include_bytes include_str line module_path option_env panic stringify trace_macros unreachable'
  ).split(' '),
);

const builtinDerives = new Set('Clone Copy Debug Default Eq Hash Ord PartialEq PartialOrd'.split(' '));

/** Where a site is counted; undefined where its steps alone are compared, or where rustc has not expanded it. */
export function groupOf({ kind, name, composed, steps, pm }: SiteRow): Group | undefined {
  const last = name.split('::').at(-1) ?? '';
  if (kind.startsWith('derive'))
    return builtinDerives.has(last) && pm.length === 0 ? 'built-in derive' : undefined;
  if (kind !== 'bang' || pm.some(([called, , , how]) => how === 'proc_macro' && called === last))
    return undefined;
  if (composed?.length === 0 && steps.length === 0) return undefined;
  return builtinBangs.has(last) && steps[0]?.[0] !== last ? 'built-in bang' : 'macro_rules calls';
}

/**
 * `text`: our expansion as the user reads it. `hasSemicolon`: a semicolon behind the call ends it. Undefined for a derive that rustc's region says
 * nothing about.
 */
export function judgeSite(
  row: SiteRow,
  node: ExpansionNode,
  text: string,
  hasSemicolon: boolean,
): Judgement | undefined {
  const region = regionOf(row);
  if (row.kind !== 'bang') return judgeDerive(row, node, text, region);
  return failureOf(node) ?? judgeRegion(region, text, hasSemicolon);
}

/** The region of the call as rustc prints it, without the marks that set it off. */
export function regionOf({ composed }: SiteRow): string {
  return withoutSentinels(composed ?? []).join(' ');
}

/** `text` is what the reader of a bang call sees. `hasSemicolon`: a semicolon behind the call ends it. */
export function judgeRegion(region: string, text: string, hasSemicolon: boolean): Judgement {
  const ours = comparableTexts(tokensOf(text));
  const rustc = withoutModules(comparableTexts(tokensOf(region)), ours);
  const [left, right] = [withoutPrinting(ours), withoutPrinting(rustc)];
  // The semicolon behind a call that is a statement belongs to the region, as the statement's or as that of the expansion's end.
  if (hasSemicolon) for (const texts of [left, right]) if (texts.at(-1) === ';') texts.pop();
  return compareTexts(left, right);
}

/**
 * The region of a derive holds the item and what all of its derives made, types of procedural macros that derive something themselves among it. Of this
 * derive are the implementations of its trait for the item; `PartialEq` makes one of `StructuralPartialEq` too.
 */
function judgeDerive(
  { name }: SiteRow,
  node: ExpansionNode,
  text: string,
  region: string,
): Judgement | undefined {
  const trait = name.split('::').at(-1) ?? '';
  const type = outlineItems(node.invocation.input)[0]?.name?.text;
  const expected = derivedImplementations(tokensOf(region), 'outermost').filter(
    (each) =>
      (type === undefined || `${each.header} `.includes(` for ${type} `)) &&
      (each.trait === trait || (trait === 'PartialEq' && each.trait === 'StructuralPartialEq')),
  );
  if (expected.length === 0) return undefined;
  const failure = failureOf(node);
  if (failure) return failure;
  return compareTexts(
    withoutPrinting(comparableTexts(tokensOf(text))),
    withoutPrinting(comparableTexts(expected.flatMap(({ tokens }) => tokens))),
  );
}

/** The marks that were put around other call sites: they stand in the files of modules that an expansion declares. */
function withoutSentinels(composed: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < composed.length; index++) {
    const text = composed[index] ?? '';
    const mark = /^__([BES])\d+$/.exec(text)?.[1];
    if (mark === undefined) kept.push(text);
    else if (mark === 'S') index++;
    else {
      const before = kept.at(-1);
      if (before === 'mod') index += 2;
      else if (before === 'const' || before === 'fn') while (composed[index] !== ';') index++;
      else if (composed[index + 1] === ';') index++;
      if (before === 'mod' || before === 'const' || before === 'fn') kept.pop();
    }
  }
  return kept;
}

/** rustc's printer shows a module that an expansion declares with the content of its file. Such a module is compared by its declaration. */
function withoutModules(rustc: readonly string[], ours: readonly string[]): string[] {
  const declared = new Set(ours.filter((_, index) => ours[index - 1] === 'mod' && ours[index + 1] === ';'));
  const kept: string[] = [];
  for (let index = 0; index < rustc.length; index++) {
    kept.push(rustc[index] ?? '');
    if (rustc[index - 1] !== 'mod' || !declared.has(rustc[index] ?? '') || rustc[index + 1] !== '{') continue;
    kept.push(';');
    let depth = 0;
    do {
      index++;
      if (rustc[index] === '{') depth++;
      if (rustc[index] === '}') depth--;
    } while (depth > 0 && index < rustc.length);
  }
  return kept;
}
