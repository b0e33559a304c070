/** Names that somebody may have meant. */

const maximalDistance = 2;
const maximalNames = 3;

/** At most three of the names whose edit distance from `name` is at most two, the nearest first, then by alphabet. */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name || candidate === '_') continue;
    const distance = editDistance(name, candidate);
    // For a name of two letters, everything of two letters would be near.
    if (distance <= maximalDistance && distance < name.length) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, maximalNames).map(({ candidate }) => candidate);
}

/** Levenshtein distance in UTF-16 units, or something greater than the maximum when it is certainly greater than that. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > maximalDistance) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    const next = [line];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (a[line - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > maximalDistance) return Infinity;
    row = next;
  }
  return row[b.length] ?? Infinity;
}
