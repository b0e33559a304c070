/** A part of a pattern: any characters, or a test for one. */
type Part = 'any' | ((character: string) => boolean);

/**
 * Whether a name matches a pattern of the glob crate: `*`, `?`, and sets as `[a-z_]` and `[!0-9]`. Matches without a regular expression: patterns come from
 * any repository, and many stars can make one run for ever.
 */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = readPattern(pattern);
  const characters = [...name];
  let [at, next, star, retry] = [0, 0, -1, 0];
  for (let character = characters[at]; character !== undefined; character = characters[at]) {
    const part = parts[next];
    if (part === 'any') {
      star = next++;
      retry = at;
    } else if (part?.(character) === true) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++retry;
    } else return false;
  }
  while (parts[next] === 'any') next++;
  return next === parts.length;
}

function readPattern(pattern: string): Part[] {
  const parts: Part[] = [];
  const element = /\[(!?)(\]?[^\]]*)\]|[^]/gu;
  for (const [text, negated, set] of pattern.matchAll(element)) {
    if (set !== undefined) parts.push((each) => isInSet(each, set) !== (negated === '!'));
    else if (text === '*') parts.push('any');
    else parts.push((each) => text === '?' || each === text);
  }
  return parts;
}

/** `set`: characters, and ranges of them with a hyphen between. */
function isInSet(character: string, set: string): boolean {
  const characters = [...set];
  for (let index = 0; index < characters.length; index++) {
    const [from = '', hyphen, to] = characters.slice(index, index + 3);
    if (hyphen === '-' && to !== undefined) {
      if (from <= character && character <= to) return true;
      index += 2;
    } else if (from === character) return true;
  }
  return false;
}
