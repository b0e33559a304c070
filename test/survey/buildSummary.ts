/** Counts of the build half of the survey. */
import type { BuildOutcome } from './surveyFolder';
import { readBuild, readCorpus } from './surveyFolder';

/** Failures that are not the builder's: there is nothing to build from, or rustc does not accept it. */
const notCounted = new Set<string | undefined>(['not in Debian', 'not natively either']);

/** Lines for people: crates, built, share, failures by class. */
export function summarizeBuilds(work: string): string {
  const corpus = readCorpus(work);
  const outcomes = corpus.flatMap((crate) => readBuild(work, crate) ?? []);
  const modules = outcomes.filter(({ status }) => status === 'built');
  // A procedural-macro crate without macros is one whose macros the builder did not find.
  const built = modules.filter(({ macros = [] }) => macros.length > 0);
  const empty = modules.filter(({ macros = [] }) => macros.length === 0);
  const failed = outcomes.filter(({ status }) => status === 'failed');
  const counted = [...failed.filter(({ failure }) => !notCounted.has(failure)), ...empty];
  const share = (100 * built.length) / Math.max(1, built.length + counted.length);
  return [
    `procedural-macro crates  ${corpus.length} (${outcomes.length} tried)`,
    `build natively           ${built.length + counted.length}`,
    `have a module            ${built.length} (${share.toFixed(1)} %), ${countMacros(built)} macros`,
    `  with default features only, since those of users do not build: ${countFallbacks(corpus, built)}`,
    `  size p50 / max         ${sizeAt(built, 0.5)} / ${sizeAt(built, 1)} kB`,
    `  seconds in all         ${Math.round(outcomes.reduce((sum, { seconds }) => sum + seconds, 0))}`,
    `failed, no macros found: ${empty.length} (${empty.map(({ name, version }) => `${name} ${version}`).join(', ')})`,
    ...byClass(failed),
  ].join('\n');
}

function countMacros(built: readonly BuildOutcome[]): number {
  return built.reduce((sum, { macros = [] }) => sum + macros.length, 0);
}

function countFallbacks(corpus: ReturnType<typeof readCorpus>, built: readonly BuildOutcome[]): number {
  return built.filter(
    ({ name, version, features }) =>
      features.length <
      (corpus.find((crate) => crate.name === name && crate.version === version)?.wantedFeatures.length ?? 0),
  ).length;
}

function sizeAt(built: readonly BuildOutcome[], part: number): number {
  const sizes = built.map(({ bytes = 0 }) => bytes).sort((a, b) => a - b);
  return Math.round((sizes[Math.min(sizes.length - 1, Math.floor(part * sizes.length))] ?? 0) / 1000);
}

function byClass(failed: readonly BuildOutcome[]): string[] {
  const names = [...new Set(failed.map(({ failure }) => failure))];
  return names.map((name) => {
    const crates = failed
      .filter(({ failure }) => failure === name)
      .map((crate) => `${crate.name} ${crate.version}`);
    return `${notCounted.has(name) ? 'not counted' : 'failed'}, ${name ?? 'other'}: ${crates.length} (${crates.join(', ')})`;
  });
}
