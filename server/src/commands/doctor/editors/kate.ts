import { basename, join } from 'node:path';
import { exists } from '../../../project/files';
import { stringAt, stringsAt, tableAt } from '../../../project/manifest';
import { configurationJson } from '../configurationText';
import { configurationFolder, quoted, type EditorSearch, type EditorSetup } from '../editorSetup';

/** Kate (its handbook, "LSP Client Plugin"). */
export function findKate({ environment, macroServer }: EditorSearch): EditorSetup[] {
  const folder = join(configurationFolder(environment), 'kate');
  const settingsFile = join(folder, 'lspclient/settings.json');
  if (!exists(folder) && !exists(join(configurationFolder(environment), 'katerc'))) return [];
  const { table, problem } = configurationJson(settingsFile);
  const rust = tableAt(tableAt(table, 'servers'), 'rust');
  return [
    {
      name: 'Kate',
      settingsFile,
      problem,
      hasMacroscope: basename(stringsAt(rust, 'command')[0] ?? '') === 'macroscope',
      macroscopeAdvice: [
        '{ "servers": { "rust": { "command": ["macroscope", "serve", "--stdio", "--trust"] } } }',
      ],
      macroServer: stringAt(tableAt(tableAt(rust, 'initializationOptions'), 'procMacro'), 'server'),
      macroServerLines: [
        `{ "servers": { "rust": { "initializationOptions": { "procMacro": { "server": ${quoted(macroServer)} } } } } }`,
      ],
    },
  ];
}
