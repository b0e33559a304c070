import { join } from 'node:path';
import { resourcesOf } from '../analysis/resources';
import { parseManifestArguments, projectUsage } from './arguments';
import type { Command } from './command';
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
  const { manifest, isThere, json, trusted, settings } = parseManifestArguments(args);
  const patient: Patient = {
    environment: process.env,
    installation,
    resources: resourcesOf(installation, process.env),
    macroServer: join(installation, 'dist/macroscope-proc-macro-srv'),
    manifest: isThere ? manifest : undefined,
    trusted,
    settings,
  };
  const sections = [
    await checkToolchain(patient),
    await checkStore(patient),
    await checkProject(patient),
    checkEditors(patient),
  ];
  const hasProblem = sections.some(({ findings }) => findings.some(({ state }) => state === 'problem'));
  if (json) console.log(JSON.stringify({ ok: !hasProblem, sections }));
  else console.log(printSections(sections));
  return hasProblem ? 1 : 0;
}
