/** Version requirements of Cargo.toml (Cargo Book, "Specifying Dependencies"), for when there is no lock file. */
interface Version {
  readonly numbers: readonly [number, number, number];
  readonly pre: string;
}

function parseVersion(text: string): Version | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(text.trim());
  if (!match) return undefined;
  return { numbers: [Number(match[1]), Number(match[2]), Number(match[3])], pre: match[4] ?? '' };
}

function compare(a: Version, b: Version): number {
  for (let index = 0; index < 3; index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  if (a.pre === '' || b.pre === '') return a.pre === '' ? 1 : -1;
  return comparePreReleases(a.pre.split('.'), b.pre.split('.'));
}

/** Semantic Versioning 2.0, rule 11.4. */
function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

/** Compares two versions as text: negative when `a` is older. Text that is no version is older than any version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (!left || !right) return left ? 1 : right ? -1 : 0;
  return compare(left, right);
}

/** Whether `version` fulfils a requirement such as `1.2`, `~1.2`, `=0.3.1`, `>=1, <2` or `*`. */
export function matchesRequirement(version: string, requirement: string): boolean {
  const parsed = parseVersion(version);
  if (!parsed) return false;
  return requirement
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .every((part) => matchesComparator(parsed, part));
}

function matchesComparator(version: Version, text: string): boolean {
  const match =
    /^(\^|~|=|>=|<=|>|<)?\s*(\d+|[*xX])(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(
      text,
    );
  if (!match) return false;
  const numbers: number[] = [];
  let wildcard = false;
  for (const part of match.slice(2, 5)) {
    if (part === undefined) break;
    if (!/^\d+$/.test(part)) {
      wildcard = true;
      break;
    }
    numbers.push(Number(part));
  }
  const [major = 0, minor = 0, patch = 0] = numbers;
  const lower: Version = { numbers: [major, minor, patch], pre: match[5] ?? '' };
  // A pre-release fulfils only a requirement that names a pre-release of the same version.
  if (version.pre !== '' && (lower.pre === '' || !sameNumbers(version, lower))) return false;
  const least = compare(version, lower) >= 0;
  const operator = match[1] ?? (wildcard ? '~' : '^');
  if (numbers.length === 0) return true;
  switch (operator) {
    case '>':
      return numbers.length === 3
        ? compare(version, lower) > 0
        : least && !below(version, numbers, numbers.length - 1);
    case '>=':
      return least;
    case '<':
      return compare(version, lower) < 0;
    case '<=':
      return numbers.length === 3
        ? compare(version, lower) <= 0
        : below(version, numbers, numbers.length - 1);
    case '=':
      return numbers.length === 3
        ? compare(version, lower) === 0
        : least && below(version, numbers, numbers.length - 1);
    case '~':
      return least && below(version, numbers, Math.min(numbers.length - 1, 1));
    default: {
      const firstNonZero = numbers.findIndex((number) => number !== 0);
      return least && below(version, numbers, firstNonZero < 0 ? numbers.length - 1 : firstNonZero);
    }
  }
}

/** Whether a version is lower than the numbers would be with the one at `position` raised by one. */
function below(version: Version, numbers: readonly number[], position: number): boolean {
  for (let index = 0; index < position; index++) {
    const [have, limit] = [version.numbers[index] ?? 0, numbers[index] ?? 0];
    if (have !== limit) return have < limit;
  }
  return (version.numbers[position] ?? 0) <= (numbers[position] ?? 0);
}

function sameNumbers(a: Version, b: Version): boolean {
  return a.numbers.every((number, index) => number === b.numbers[index]);
}
