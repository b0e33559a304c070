/**
 * With `--arena FOLDER`: compares every call of the arena's crates with rustc's records, with `--whole` by what the server answers to an editor. Else: installs the crates that are measured by default, or
 * those that are named, and expands all of their calls.
 */
import { installPackages } from '../../setup/install.mjs';
import { runBundled } from '../runBundled.mjs';

if (process.argv.some((argument) => argument.startsWith('--arena'))) {
  const whole = process.argv.includes('--whole');
  await runBundled(whole ? './arena/measureWhole.ts' : './arena/measureArena.ts', import.meta.url);
} else {
  if (process.argv.includes('--whole'))
    throw new Error("--whole needs --arena FOLDER: a folder with rustc's records");
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const crates = named.length > 0 ? named : ['json5', 'axum', 'just', 'tokei'];
  installPackages(crates.map((name) => `librust-${name.replaceAll('_', '-')}-dev`));
  await runBundled('./measureCrates.ts', import.meta.url);
}
