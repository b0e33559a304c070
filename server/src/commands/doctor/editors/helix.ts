import { basename, join } from 'node:path';
import { exists } from '../../../project/files';
import { isTable, parseToml, stringAt, stringsAt, tableAt, type Table } from '../../../project/manifest';
import { configurationText } from '../configurationText';
import { configurationFolder, quoted, type EditorSearch, type EditorSetup } from '../editorSetup';

/** Helix (its documentation, "Languages"). */
export function findHelix({ environment, macroServer }: EditorSearch): EditorSetup[] {
  const folder = join(configurationFolder(environment), 'helix');
  if (!exists(folder)) return [];
  const settingsFile = join(folder, 'languages.toml');
  const parsed = parseToml(settingsFile, configurationText(settingsFile) ?? '');
  const table: Table = parsed.ok ? parsed.table : {};
  const servers = tableAt(table, 'language-server');
  const own = Object.keys(servers).filter(
    (name) => basename(stringAt(tableAt(servers, name), 'command') ?? '') === 'macroscope',
  );
  const languages = Array.isArray(table['language']) ? table['language'].filter(isTable) : [];
  const rust = languages.find((language) => stringAt(language, 'name') === 'rust') ?? {};
  const configuration = tableAt(tableAt(servers, 'rust-analyzer'), 'config');
  return [
    {
      name: 'Helix',
      settingsFile,
      problem: parsed.ok ? undefined : parsed.message,
      hasMacroscope: stringsAt(rust, 'language-servers').some((name) => own.includes(name)),
      macroscopeAdvice: [
        '[language-server.macroscope]',
        'command = "macroscope"',
        'args = ["serve", "--stdio", "--trust"]',
        '[[language]]',
        'name = "rust"',
        'language-servers = ["macroscope", "rust-analyzer"]',
      ],
      macroServer: stringAt(tableAt(configuration, 'procMacro'), 'server'),
      macroServerLines: [
        '[language-server.rust-analyzer.config.procMacro]',
        `server = ${quoted(macroServer)}`,
      ],
    },
  ];
}
