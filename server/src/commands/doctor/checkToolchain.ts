import { dirname } from 'node:path';
import { runProgram } from '#platform/runProgram';
import { askRustc, type RustcFacts } from '../../project/askCargo';
import { findProgram } from '../../project/toolAnswers';
import { homeOf } from '../../project/toolHomes';
import { findConfinement } from '../../toolchain/confinement';
import { findWasmToolchain, wasmTarget } from '../../toolchain/wasmToolchain';
import type { Finding, Patient, Section } from './finding';

const versionTimeout = 30_000;

/** The programs that compile macros, and what they need to compile them to WebAssembly. */
export async function checkToolchain(patient: Patient): Promise<Section> {
  const { environment, manifest, trusted, settings } = patient;
  // What the project's folder says about the toolchain counts only for those who trust it.
  const folder = trusted && manifest !== undefined ? dirname(manifest) : homeOf(environment);
  const [cargo, rustc, confinement, rustAnalyzer, macroServer] = await Promise.all([
    versionOf('cargo', folder, patient),
    askRustc({ root: folder, trusted, settings, env: environment }, folder, undefined, []),
    findConfinement(environment),
    versionOf('rust-analyzer', homeOf(environment), patient),
    versionOf(patient.macroServer, homeOf(environment), patient),
  ]);
  const findings: Finding[] = [
    programFinding(
      'cargo',
      cargo,
      'Install Rust: https://rustup.rs, or your distribution’s packages cargo and rustc.',
    ),
    rustcFinding(rustc, patient),
    ...(rustc ? [targetFinding(rustc, patient)] : []),
    confinement
      ? { state: 'ok', subject: 'bubblewrap', text: 'cargo is confined when it compiles macros' }
      : { state: 'hint', subject: 'bubblewrap', ...withoutConfinement() },
    rustAnalyzer === undefined
      ? { state: 'ok', subject: 'rust-analyzer', text: 'not on the path: an editor may bring its own' }
      : programFinding('rust-analyzer', rustAnalyzer, ''),
    commandFinding(patient),
    // Editors start it by its path, and it finds Node by the name.
    programFinding(patient.macroServer, macroServer, 'It needs Node.js 20 on the path.'),
  ];
  return { title: 'Toolchain', findings };
}

/** The first line that a program prints about its version; undefined when it is not there; null when it does not run. */
async function versionOf(
  program: string,
  cwd: string,
  { environment }: Patient,
): Promise<string | null | undefined> {
  if (findProgram(program, environment) === undefined) return undefined;
  const { code, stdout } = await runProgram(program, ['--version'], {
    cwd,
    env: environment,
    timeoutMillis: versionTimeout,
  });
  return code === 0 ? (stdout.split('\n')[0] ?? '') : null;
}

function programFinding(subject: string, version: string | null | undefined, advice: string): Finding {
  if (typeof version === 'string') return { state: 'ok', subject, text: version };
  const text = version === undefined ? 'is not there' : 'does not run';
  return {
    state: advice === '' ? 'hint' : 'problem',
    subject,
    text,
    ...(advice === '' ? {} : { advice: [advice] }),
  };
}

function commandFinding({ environment, installation }: Patient): Finding {
  const subject = 'macroscope';
  const found = findProgram(subject, environment);
  if (found !== undefined) return { state: 'ok', subject, text: found };
  const text = 'is not on the path, where the settings of editors look for it';
  return { state: 'hint', subject, text, advice: [`npm install --global ${installation}`] };
}

function rustcFinding(rustc: RustcFacts | undefined, { environment }: Patient): Finding {
  const subject = 'rustc';
  if (rustc)
    return { state: 'ok', subject, text: `${rustc.version.split('\n')[0] ?? ''}, in ${rustc.sysroot}` };
  const found = findProgram(environment['RUSTC'] ?? 'rustc', environment);
  const text = found === undefined ? 'is not there' : `${found} does not run`;
  return { state: 'problem', subject, text, advice: ['Without it procedural macros cannot be compiled.'] };
}

function targetFinding(rustc: RustcFacts, { environment }: Patient): Finding {
  const subject = wasmTarget;
  const toolchain = findWasmToolchain(rustc, environment);
  if (!('missing' in toolchain))
    return {
      state: 'ok',
      subject,
      text: `installed, linked by ${toolchain.linker ?? 'the toolchain’s own rust-lld'}`,
    };
  return { state: 'problem', subject, text: toolchain.missing };
}

function withoutConfinement(): Pick<Finding, 'text' | 'advice'> {
  if (process.platform !== 'linux')
    return {
      text: 'is for Linux only: cargo runs build scripts without confinement when it compiles macros',
    };
  return {
    text: 'does not run: cargo runs build scripts without confinement when it compiles macros',
    advice: ['apt install bubblewrap, or your distribution’s package of it'],
  };
}
