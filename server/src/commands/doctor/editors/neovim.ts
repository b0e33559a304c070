import { join } from 'node:path';
import { exists } from '../../../project/files';
import { configurationTexts } from '../configurationText';
import { configurationFolder, quoted, type EditorSearch, type EditorSetup } from '../editorSetup';

/** A server of another one's settings, as a table in Lua. What is computed is not understood. */
const macroServerInLua = /\bprocMacro\b["'\]]*\s*=\s*\{[^{}]*?\bserver\b["'\]]*\s*=\s*(["'])(?<path>.*?)\1/s;

/** Neovim, whose settings are programs: what they say is found by its text. */
export function findNeovim({ environment, macroServer }: EditorSearch): EditorSetup[] {
  const folder = join(configurationFolder(environment), 'nvim');
  if (!exists(folder)) return [];
  const texts = [...configurationTexts(folder, ['.lua', '.vim']).values()].map((text) =>
    text.replaceAll(/^\s*--.*$/gm, ''),
  );
  const init = join(folder, 'init.lua');
  return [
    {
      name: 'Neovim',
      settingsFile: exists(init) || !exists(join(folder, 'init.vim')) ? init : join(folder, 'init.vim'),
      hasMacroscope: texts.some((text) =>
        /require\(?\s*["']macroscope["']|["']macroscope["'],\s*["']serve["']/.test(text),
      ),
      macroscopeAdvice: [
        "require('macroscope').setup({ trusted = true })",
        'with docs/editors/macroscope.lua in lua/',
      ],
      macroServer: texts.flatMap((text) => macroServerInLua.exec(text)?.groups?.['path'] ?? [])[0],
      macroServerLines: macroServerLines(texts, quoted(macroServer)),
    },
  ];
}

/** The setting in the way in which servers are started here. `vim.lsp.config` came with Neovim 0.11. */
function macroServerLines(texts: readonly string[], server: string): string[] {
  const options = `procMacro = { server = ${server} }`;
  const settings = `  settings = { ['rust-analyzer'] = { ${options} } },`;
  if (texts.some((text) => text.includes('vim.lsp.start')))
    return ['-- in the table that vim.lsp.start gets for rust-analyzer', `init_options = { ${options} },`];
  if (texts.some((text) => /require\(?\s*["']lspconfig["']/.test(text)))
    return ["require('lspconfig').rust_analyzer.setup({", settings, '})'];
  return ["vim.lsp.config('rust_analyzer', {", settings, '})'];
}
