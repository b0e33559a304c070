/** What a chain of nested macro calls repeats: which macros call each other for ever, and by which of their arms. */

/** One call of a chain. */
export interface ChainLink {
  readonly name: string;
  /** The arm that was taken, from 0; undefined for a macro without arms and for a call that was not expanded. */
  readonly arm?: number;
}

export interface ExpansionCycle {
  /** The first call of the chain that belongs to the cycle. */
  readonly start: number;
  /** How many calls there are until the same comes again. */
  readonly length: number;
}

/** Longer cycles are nobody's mistake but somebody's intent; looking for them would cost more than it tells. */
const longestCycle = 256;

/**
 * The shortest run of calls that the chain ends with at least twice, by name and arm, or by name alone where the arms differ. The last call
 * has no arm yet. Undefined when nothing repeats.
 */
export function findCycle(chain: readonly ChainLink[]): ExpansionCycle | undefined {
  const expanded = chain.slice(0, -1);
  const last = chain.at(-1);
  const byArm = findPeriod(expanded.map(({ name, arm }) => `${name} ${arm ?? ''}`));
  if (byArm && expanded[expanded.length - byArm.length]?.name === last?.name) return byArm;
  return findPeriod(chain.map(({ name }) => name));
}

function findPeriod(keys: readonly string[]): ExpansionCycle | undefined {
  const longest = Math.min(longestCycle, Math.floor(keys.length / 2));
  for (let length = 1; length <= longest; length++) {
    let start = keys.length - length;
    while (start > 0 && keys[start - 1] === keys[start - 1 + length]) start--;
    if (start <= keys.length - 2 * length) return { start, length };
  }
  return undefined;
}

/** The calls of the cycle, or the last ones of a chain without a cycle: `a!` (arm 2) → `b!` → `a!`. */
export function describeCycle(chain: readonly ChainLink[]): string {
  const length = Math.min(findCycle(chain)?.length ?? 3, chain.length - 1);
  const shown = chain.slice(chain.length - 1 - length);
  return `expanding: ${shown.map(describeLink).join(' → ')}`;
}

function describeLink({ name, arm }: ChainLink): string {
  return arm === undefined ? `\`${name}!\`` : `\`${name}!\` (arm ${arm + 1})`;
}
