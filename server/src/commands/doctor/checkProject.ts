import { crateWithId } from '../../project/crateWithId';
import type { MacroPlan } from '../../toolchain/macroPlan';
import type { Analysis } from '../../analysis/analysis';
import { counted } from '../../features/counted';
import { openAnalysis } from '../openAnalysis';
import type { Finding, Patient, Section } from './finding';

/** How the project is seen, and which of its procedural macros can be expanded. Compiles nothing. */
export async function checkProject({ manifest, trusted, settings }: Patient): Promise<Section> {
  const title = 'Project';
  if (manifest === undefined) return { title, findings: [nothingToLookAt] };
  const { analysis, dispose } = await openAnalysis(manifest, trusted, settings);
  try {
    const { workspace, modules } = analysis;
    const problems = workspace.problems.map(({ code, message }): Finding => ({
      state: code === 'no-cargo' && !trusted ? 'hint' : 'problem',
      subject: code,
      text: message,
    }));
    const states = modules.plans.map((plan) => stateOf(plan, analysis));
    const wrong = states.flatMap(({ finding }) => finding ?? []);
    return {
      title,
      findings: [
        cratesFinding(analysis, manifest),
        ...problems,
        readyFinding(states, manifest, trusted),
        ...wrong,
      ],
    };
  } finally {
    await dispose();
  }
}

const nothingToLookAt: Finding = {
  state: 'ok',
  subject: 'project',
  text: 'there is no Cargo.toml here: name one with --manifest-path to look at a project',
};

function cratesFinding({ workspace }: Analysis, manifest: string): Finding {
  const own = workspace.crates.filter(({ origin }) => origin === 'workspace').length;
  const by = workspace.resolvedByCargo ? 'resolved by cargo' : 'read without cargo';
  const sysroot = workspace.sysrootKind === 'rust-src' ? 'rust-src' : 'our own definitions';
  return {
    state: 'ok',
    subject: manifest,
    text: `${counted(own, 'crate')} of its own and ${counted(workspace.crates.length - own, 'other')}, ${by}; standard library from ${sysroot}`,
  };
}

interface MacroState {
  readonly isReady: boolean;
  /** What is to be told of it. */
  readonly finding?: Finding;
}

function stateOf({ crate }: MacroPlan, { workspace, modules }: Analysis): MacroState {
  const { packageName, version } = crateWithId(workspace, crate);
  const subject = `${packageName} ${version}`;
  const module = modules.moduleOf(crate);
  if (module?.stale !== undefined)
    return {
      isReady: true,
      finding: { state: 'hint', subject, text: `runs as it was before its last changes: ${module.stale}` },
    };
  if (module) return { isReady: true };
  const text = modules.reasonMissing(crate);
  return { isReady: false, finding: { state: modules.hasFailed(crate) ? 'problem' : 'hint', subject, text } };
}

function readyFinding(states: readonly MacroState[], manifest: string, trusted: boolean): Finding {
  const subject = 'procedural macros';
  const ready = states.filter(({ isReady }) => isReady).length;
  const text = `${ready} of ${counted(states.length, 'macro crate')} ready`;
  if (ready === states.length) return { state: 'ok', subject, text };
  return {
    state: 'hint',
    subject,
    text: `${text}; the others are compiled when an editor opens the project, or by the command`,
    ...(trusted ? { advice: [`macroscope build --manifest-path ${manifest}`] } : {}),
  };
}
