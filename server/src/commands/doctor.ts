import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resourcesOf } from '../analysis/resources';
import { parseArguments, projectOptions, projectSettings, projectUsage } from './arguments';
import { UsageError, type Command } from './command';
import { checkEditors } from './doctor/checkEditors';
import { checkProject } from './doctor/checkProject';
import { checkStore } from './doctor/checkStore';
import { checkToolchain } from './doctor/checkToolchain';
import type { Patient } from './doctor/finding';
import { printSections } from './doctor/printSections';
import { installation } from './installation';

/** `macroscope doctor`: whether all is there that Macroscope needs, and what to put where for what is not. */
export function createDoctorCommand(): Command {
  return { usage: [`doctor [--manifest-path P] [--json] ${projectUsage}`], run };
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { ...projectOptions, json: { type: 'boolean' }, 'manifest-path': { type: 'string' } },
  });
  if (positionals.length > 0) throw new UsageError(`unexpected argument \`${positionals[0]}\``);
  const manifest = resolve(values['manifest-path'] ?? 'Cargo.toml');
  const isThere = existsSync(manifest);
  if (!isThere && values['manifest-path'] !== undefined) throw new UsageError(`there is no ${manifest}`);
  const patient: Patient = {
    environment: process.env,
    installation,
    resources: resourcesOf(installation, process.env),
    macroServer: join(installation, 'dist/macroscope-proc-macro-srv'),
    manifest: isThere ? manifest : undefined,
    trusted: !values['no-trust'],
    settings: projectSettings(values),
  };
  const sections = [
    await checkToolchain(patient),
    await checkStore(patient),
    await checkProject(patient),
    checkEditors(patient),
  ];
  const hasProblem = sections.some(({ findings }) => findings.some(({ state }) => state === 'problem'));
  if (values.json) console.log(JSON.stringify({ ok: !hasProblem, sections }));
  else console.log(printSections(sections));
  return hasProblem ? 1 : 0;
}
