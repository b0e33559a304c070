import { Random } from '../../conformance/procedural/differential/randomTokens';
import { findInvocations } from '../../../server/src/syntax/findInvocations';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { printTokens } from '../../../server/src/syntax/tokenText';
import { siteTokens } from '../../../server/src/syntax/invocationSite';

/** A state of a file while it is edited. */
export interface EditedVersion {
  readonly text: string;
  /** How many derives stand on an item whose tokens were not in the version before. */
  readonly changed: number;
}

/**
 * The states of a file through a history of edits as people make them, each on top of the one before: a comment or an empty line is put in, a line is
 * written twice, a line of a field gets another name, a line is deleted and put back. The same ones each time.
 */
export function* editedVersions(original: string, count: number): Generator<EditedVersion> {
  const random = new Random(7);
  let lines = original.split('\n');
  let known = itemsOf(original);
  for (let made = 0; made < count; made++) {
    lines = editedLines(lines, made, random);
    const text = lines.join('\n');
    const items = itemsOf(text);
    const before = new Set(known);
    yield { text, changed: items.filter((item) => !before.has(item)).length };
    known = items;
  }
}

function editedLines(lines: readonly string[], made: number, random: Random): string[] {
  const fields = lines.flatMap((line, index) => (/^ {4}pub [a-z_]+:/.test(line) ? [index] : []));
  const field = random.pick(fields);
  const anywhere = random.below(lines.length);
  switch (made % 5) {
    case 0:
      return lines.toSpliced(anywhere, 0, '');
    case 1:
      return lines.toSpliced(field, 0, '    // A remark.');
    case 2:
      return lines.with(field, (lines[field] ?? '').replace(/pub ([a-z_]+)/, '$&_more'));
    case 3:
      return lines.toSpliced(field, 0, `    pub added_${made}: bool,`);
    default:
      return lines.toSpliced(field, 1);
  }
}

/** Each derive of serde's with the tokens of its item. */
function itemsOf(text: string): string[] {
  const { tokens } = parseTokenTrees({ id: 0, path: undefined, text });
  return findInvocations(tokens).flatMap((site) => {
    const path = site.path.segments.at(-1)?.text ?? '';
    return site.kind === 'derive' && /^(Des|S)erialize/.test(path)
      ? [`${path} ${printTokens(siteTokens(site))}`]
      : [];
  });
}
