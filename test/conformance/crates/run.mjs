/** Installs the crates that are measured by default and measures them, or those that are named. */
import { installPackages } from '../../setup/install.mjs';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const crates = named.length > 0 ? named : ['json5', 'axum', 'just', 'tokei'];
if (!process.argv.includes('--arena'))
  installPackages(crates.map((name) => `librust-${name.replaceAll('_', '-')}-dev`));
await import('./measure.mjs');
