import { isAbsolute } from 'node:path';
import { isFile } from '../../project/files';
import { realPath } from '../../project/realPath';
import type { EditorSearch, EditorSetup } from './editorSetup';
import { findEmacs } from './editors/emacs';
import { findHelix } from './editors/helix';
import { findKate } from './editors/kate';
import { findNeovim } from './editors/neovim';
import { findVisualStudioCode } from './editors/visualStudioCode';
import type { Finding, Patient, Section } from './finding';

const finders = [findVisualStudioCode, findNeovim, findEmacs, findHelix, findKate];

/** Which editors are set up here, what they have for Macroscope, and what to put where for what they lack. */
export function checkEditors({ environment, macroServer }: Patient): Section {
  const search: EditorSearch = { environment, platform: process.platform, macroServer };
  const setups = finders.flatMap((find) => find(search));
  const findings = setups.flatMap((setup) => [
    ...problemFindings(setup),
    languageServerFinding(setup),
    macroServerFinding(setup, macroServer),
  ]);
  const title = 'Editors';
  if (findings.length > 0) return { title, findings };
  const text =
    'none of those that doctor knows has settings here: VS Code and its kin, Neovim, Emacs, Helix, Kate';
  return { title, findings: [{ state: 'ok', subject: 'editors', text }] };
}

function problemFindings({ name, settingsFile, problem }: EditorSetup): Finding[] {
  if (problem === undefined) return [];
  return [{ state: 'problem', subject: name, text: `${settingsFile} is damaged: ${problem}` }];
}

function languageServerFinding(setup: EditorSetup): Finding {
  const subject = `${setup.name}, expansions`;
  if (setup.hasMacroscope) return { state: 'ok', subject, text: 'Macroscope is set up' };
  const text = `Macroscope is not set up in ${setup.settingsFile}`;
  return { state: 'hint', subject, text, advice: setup.macroscopeAdvice };
}

function macroServerFinding(setup: EditorSetup, ours: string): Finding {
  const { macroServer, settingsFile, macroServerLines: advice } = setup;
  const subject = `${setup.name}, rust-analyzer.procMacro.server`;
  if (macroServer === undefined)
    return {
      state: 'hint',
      subject,
      text: `not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into ${settingsFile}`,
      advice,
    };
  if (isAbsolute(macroServer) && !isFile(macroServer))
    return {
      state: 'problem',
      subject,
      text: `there is no ${macroServer}. Put into ${settingsFile}`,
      advice,
    };
  if (realPath(macroServer) === realPath(ours)) return { state: 'ok', subject, text: macroServer };
  return {
    state: 'hint',
    subject,
    text: `${macroServer} is another program than this Macroscope’s. For that, put into ${settingsFile}`,
    advice,
  };
}
