import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { disk } from '#platform/disk';
import { cacheFolders } from '../../cache/cacheFolders';
import { surveyFolder, type FolderSurvey } from '../../cache/diskFolder';
import { exists } from '../../project/files';
import { foldersUpwards, namesIn } from '../../project/folders';
import { counted } from '../../features/counted';
import type { Finding, Patient, Section } from './finding';

/** Where compiled macros and their results are kept, and how much that is. */
export async function checkStore({ resources }: Patient): Promise<Section> {
  const { storeFolder } = resources;
  const { expansions, modules } = cacheFolders(storeFolder);
  return {
    title: 'Store',
    findings: [
      folderFinding(storeFolder),
      sizeFinding('compiled macros', surveyFiles(join(storeFolder, 'modules'))),
      sizeFinding('macros as they are run', await surveyFolder(modules)),
      sizeFinding('results of macros', await surveyFolder(expansions)),
    ],
  };
}

type Survey = Pick<FolderSurvey, 'entries' | 'bytes'>;

function sizeFinding(subject: string, { entries, bytes }: Survey): Finding {
  return {
    state: 'ok',
    subject,
    text: `${counted(entries, 'file')}, ${(bytes / 1024 / 1024).toFixed(1)} MB`,
  };
}

function surveyFiles(folder: string): Survey {
  const sizes = namesIn(folder).map((name) => disk.statusOf(join(folder, name))?.size ?? 0);
  return { entries: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function folderFinding(folder: string): Finding {
  const subject = 'folder';
  const existing = foldersUpwards(folder).find(exists) ?? folder;
  try {
    accessSync(existing, constants.W_OK);
    return { state: 'ok', subject, text: existing === folder ? folder : `${folder}, which will be made` };
  } catch {
    return {
      state: 'problem',
      subject,
      text: `${folder} cannot be written: macros cannot be compiled, and results are forgotten`,
      advice: [`Make ${existing} writable, or set XDG_CACHE_HOME to a folder that is.`],
    };
  }
}
