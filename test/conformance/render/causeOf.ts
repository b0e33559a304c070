import type { Difference } from './commonLines';

/**
 * Why lines differ, in a few words: the tokens that rustfmt adds or drops; else the first place where one of the two layouts has a line break and the
 * other has none, with what stands around it.
 */
export function causeOf({ left, right }: Difference): string {
  const [ours, theirs] = [left.join('\n'), right.join('\n')];
  if (left.length === right.length && left.every((line, at) => bare(line) === bare(right[at] ?? '')))
    return tokensOnly(ours) === tokensOnly(theirs) ? 'indentation or spaces' : 'tokens: a comma or semicolon';
  const [ourTokens, theirTokens] = [withoutCommas(tokensOnly(ours)), withoutCommas(tokensOnly(theirs))];
  if (ourTokens === theirTokens) return firstBreak(ours, theirs);
  if (ourTokens.replace(/[{}]/g, '') === theirTokens.replace(/[{}]/g, '')) return 'tokens: braces';
  if (ourTokens.replace(/[()]/g, '') === theirTokens.replace(/[()]/g, '')) return 'tokens: parentheses';
  return 'others';
}

/** A line but for its indentation and the separators that rustfmt adds and drops. */
function bare(line: string): string {
  return withoutCommas(line.trim());
}

function withoutCommas(text: string): string {
  return text.replaceAll(/[,;]+(?=\s*([)\]>}\n]|$))/g, '');
}

function tokensOnly(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** Walks both texts at once, and stops where the space between two tokens differs. */
function firstBreak(ours: string, theirs: string): string {
  let [left, right] = [0, 0];
  let before = '';
  for (;;) {
    const [ourSpace, theirSpace] = [spaceAt(ours, left), spaceAt(theirs, right)];
    left += ourSpace.length;
    right += theirSpace.length;
    const after = ours[left] ?? theirs[right];
    if (after === undefined) return 'indentation or spaces';
    const breaks = [ourSpace, theirSpace].map((space) => space.includes('\n'));
    if (breaks[0] !== breaks[1])
      return `line break ${breaks[0] ? 'ours' : 'rustfmt’s'}: ${kindOf(before)} | ${kindOf(after)}`;
    before = after;
    // A comma may stand in one text only.
    if (ours[left] === theirs[right] || ours[left] === ',' || ours[left] === ';') left++;
    if (theirs[right] === after || theirs[right] === ',' || theirs[right] === ';') right++;
  }
}

function spaceAt(text: string, from: number): string {
  return /^\s*/.exec(text.slice(from))?.[0] ?? '';
}

function kindOf(character: string): string {
  return /[\w"'#]/.test(character) ? 'word' : character;
}
