/**
 * Writes server/src/project/targets.json: what the rustc on the PATH says about each target that it knows. Options that many targets share are
 * written once.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const rustc = (...args) => execFileSync('rustc', args, { encoding: 'utf8' }).trim().split('\n');

const release = rustc('-vV')
  .find((line) => line.startsWith('release: '))
  ?.slice('release: '.length);
const options = [];
const number = (option) => {
  const known = options.indexOf(option);
  return known >= 0 ? known : options.push(option) - 1;
};
/** Undefined for a target that this build of rustc has no code generator for. */
const cfgOf = (target) => {
  const { status, stdout } = spawnSync('rustc', ['--print', 'cfg', '--target', target], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n').map(number) : undefined;
};
const targets = Object.fromEntries(
  rustc('--print', 'target-list').flatMap((target) => {
    const cfg = cfgOf(target);
    return cfg ? [[target, cfg]] : [];
  }),
);
const lines = Object.entries(targets).map(([target, list]) => `    "${target}": ${JSON.stringify(list)}`);
writeFileSync(
  fileURLToPath(new URL('../../../server/src/project/targets.json', import.meta.url)),
  `{\n  "release": "${release}",\n  "options": ${JSON.stringify(options)},\n  "targets": {\n${lines.join(',\n')}\n  }\n}\n`,
);
