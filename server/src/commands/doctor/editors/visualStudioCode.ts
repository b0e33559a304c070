import { join } from 'node:path';
import { version } from '../../../../../package.json';
import { exists } from '../../../project/files';
import { namesIn } from '../../../project/folders';
import { stringAt } from '../../../project/manifest';
import { homeOf } from '../../../project/toolHomes';
import { configurationJson } from '../configurationText';
import { configurationFolder, quoted, type EditorSearch, type EditorSetup } from '../editorSetup';

const setting = 'rust-analyzer.procMacro.server';

/** An editor made from the sources of VS Code. */
interface Build {
  readonly name: string;
  /** Its folder among the settings of programs. */
  readonly folder: string;
  /** The folder in the user's home that has its extensions. */
  readonly extensions: string;
  readonly command: string;
}

const builds: readonly Build[] = [
  { name: 'VS Code', folder: 'Code', extensions: '.vscode/extensions', command: 'code' },
  {
    name: 'VS Code Insiders',
    folder: 'Code - Insiders',
    extensions: '.vscode-insiders/extensions',
    command: 'code-insiders',
  },
  { name: 'VSCodium', folder: 'VSCodium', extensions: '.vscode-oss/extensions', command: 'codium' },
  { name: 'Code - OSS', folder: 'Code - OSS', extensions: '.vscode-oss/extensions', command: 'code-oss' },
];

/** VS Code and its kin, and code-server, whose settings are those of the machine that it runs on. */
export function findVisualStudioCode(search: EditorSearch): EditorSetup[] {
  const home = homeOf(search.environment);
  const data = search.environment['XDG_DATA_HOME'] ?? join(home, '.local/share');
  const settings = settingsFolder(search);
  return [
    ...builds.flatMap(({ name, folder, extensions, command }) =>
      setupOf(name, join(settings, folder), join(home, extensions), command, search),
    ),
    ...setupOf(
      'code-server',
      join(data, 'code-server'),
      join(data, 'code-server/extensions'),
      'code-server',
      search,
    ),
  ];
}

function settingsFolder({ environment, platform }: EditorSearch): string {
  const home = homeOf(environment);
  if (platform === 'win32') return environment['APPDATA'] ?? join(home, 'AppData/Roaming');
  return platform === 'darwin' ? join(home, 'Library/Application Support') : configurationFolder(environment);
}

function setupOf(
  name: string,
  folder: string,
  extensions: string,
  command: string,
  { macroServer }: EditorSearch,
): EditorSetup[] {
  if (!exists(folder)) return [];
  const settingsFile = join(folder, 'User/settings.json');
  const { table, problem } = configurationJson(settingsFile);
  return [
    {
      name,
      settingsFile,
      problem,
      hasMacroscope: namesIn(extensions).some((each) => each.startsWith('macroscope.macroscope-')),
      macroscopeAdvice: [`${command} --install-extension macroscope-${version}.vsix`],
      macroServer: stringAt(table, setting),
      macroServerLines: [`"${setting}": ${quoted(macroServer)}`],
    },
  ];
}
