/** What cargo and rustc say about a project, asked anew only when something has changed that their answers depend on. */
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { disk } from '#platform/disk';
import { machine } from '#platform/machine';
import type { CargoAnswer, RustcFacts } from './askCargo';
import { askCargoMetadata, askRustc } from './askCargo';
import type { PlannedTarget } from './buildTarget';
import type { CargoConfiguration } from './cargoConfiguration';
import { isFile, readTextFile } from './files';
import type { LoadOptions } from './loadOptions';
import { fingerprintOf } from './projectFingerprint';
import type { ProjectRoot } from './projectRoot';
import type { Environment } from '../platform/program';
import { hostTriple } from './targetCfg';

export interface ToolAnswers {
  readonly cargo: CargoAnswer;
  /** Undefined when it was not asked or there is none. */
  readonly rustc: RustcFacts | undefined;
}

interface Kept extends ToolAnswers {
  readonly fingerprint: string;
}

const nothing: CargoAnswer = { metadata: undefined, problems: [] };

/** Where cargo does not run: `reason` says why, `ready` which procedural macros work all the same. */
function withoutCargo(reason: string, ready: string): CargoAnswer {
  const message =
    `${reason}, so cargo does not run: crates are taken from the manifests and Cargo.lock, ` +
    `and procedural macros work only where ${ready}.`;
  return { metadata: undefined, problems: [{ code: 'no-cargo', message }] };
}

const untrusted = withoutCargo('The workspace is not trusted', 'they were built before');

const withoutPrograms = withoutCargo('A browser has no programs', 'a crate brings them along ready-built');

/** Never rejects. Without trust no program runs, and where there are none either. `folder` is the project's. */
export async function toolAnswers(
  options: LoadOptions,
  project: ProjectRoot | undefined,
  folder: string,
  { planned, configuration }: { readonly planned: PlannedTarget; readonly configuration: CargoConfiguration },
): Promise<ToolAnswers> {
  if (!options.trusted || !machine.hasPrograms) {
    const answer = machine.hasPrograms ? untrusted : withoutPrograms;
    return { cargo: project === undefined || project.kind === 'json' ? nothing : answer, rustc: undefined };
  }
  // Only cargo's stable commands are asked, which know no scripts.
  if (project?.kind !== 'cargo')
    return { cargo: nothing, rustc: await askRustc(options, folder, planned.explicit, planned.rustflags) };
  const { manifest } = project;
  const programs = [options.cargoPath ?? 'cargo', options.rustcPath ?? options.env['RUSTC'] ?? 'rustc'].map(
    (program) => findProgram(program, options.env) ?? program,
  );
  const fingerprint = (answers: ToolAnswers): string =>
    fingerprintOf({
      ...answers,
      manifest,
      configuration,
      programs,
      settings: options.settings,
      env: options.env,
    });

  const kept = readKept(options.answersFile);
  if (kept?.cargo.metadata && kept.fingerprint === fingerprint(kept)) return kept;
  const answers = await ask(options, manifest, planned);
  if (options.answersFile !== undefined && answers.cargo.metadata && answers.cargo.problems.length === 0)
    keep(options.answersFile, { ...answers, fingerprint: fingerprint(answers) });
  return answers;
}

/** cargo is asked beside rustc, since both take a tenth of a second; it is asked again for a host that our table does not know. */
async function ask(options: LoadOptions, manifest: string, planned: PlannedTarget): Promise<ToolAnswers> {
  options.onProgress?.('cargo metadata');
  const guess = hostTriple(machine.platform, machine.architecture);
  // Build scripts and macros are compiled for the machine that compiles, with what they use there.
  const askCargo = (host: string): Promise<CargoAnswer> =>
    askCargoMetadata(options, manifest, [...new Set([planned.explicit ?? host, host])]);
  const [rustc, cargo] = await Promise.all([
    askRustc(options, dirname(manifest), planned.explicit, planned.rustflags),
    askCargo(guess),
  ]);
  const host = rustc?.host ?? guess;
  return { rustc, cargo: host === guess ? cargo : await askCargo(host) };
}

function readKept(file: string | undefined): Kept | undefined {
  const text = file === undefined ? undefined : readTextFile(file);
  try {
    // The file is our own: its shape is taken on trust, but a cut-off text is not.
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

function keep(file: string, kept: Kept): void {
  try {
    disk.writeAtomically(file, JSON.stringify(kept));
  } catch {
    // Without room on the disk cargo is asked again the next time.
  }
}

/** The absolute path of a program on the PATH; undefined when there is none. */
export function findProgram(program: string, env: Environment): string | undefined {
  if (isAbsolute(program)) return program;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isFile);
}
