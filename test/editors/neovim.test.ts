import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repository } from '../integration/testClient';
import { DemoWorkspace, snippetsOf } from './demoWorkspace';
import { NeovimSession } from './neovimSession';
import { until } from './until';

const [setup = '', withoutModule = ''] = snippetsOf('neovim.md', 'lua');

describe('Neovim', () => {
  let workspace: DemoWorkspace;
  let neovim: NeovimSession;

  beforeEach(() => {
    workspace = new DemoWorkspace();
  });
  afterEach(async () => {
    await neovim.stop();
    workspace.dispose();
  });

  /** Starts Neovim with a configuration, on the demo, and waits for the server. */
  async function start(configuration: string): Promise<void> {
    const init = workspace.write('home/.config/nvim/init.lua', configuration);
    neovim = await NeovimSession.start(init, workspace);
    neovim.keys(`:edit ${workspace.source}<CR>`);
    await until('the server', () => neovim.lua('(vim.lsp.get_clients()[1] or {}).initialized == true'));
  }

  describe('with the module that its page names', () => {
    beforeEach(async () => {
      const modules = join(workspace.folder, 'home/.config/nvim/lua');
      mkdirSync(modules, { recursive: true });
      cpSync(join(repository, 'docs/editors/macroscope.lua'), join(modules, 'macroscope.lua'));
      await start(setup);
    });

    it(
      'opens an expansion beside the code, which follows what is typed',
      { tags: ['document', 'live'] },
      async () => {
        neovim.goTo('map! {');
        neovim.keys(':MacroscopeShowExpansion<CR>');
        await neovim.shows('map.insert("Grace", 85);');
        expect(neovim.lua('vim.bo.modifiable')).toBe(true);
        neovim.goTo('85 }');
        neovim.keys('a6<Esc>');
        const shown = await neovim.shows('map.insert("Grace", 865);');
        expect(shown).toMatch(/^\/\/ Expansion of map!/);
        expect(neovim.windows()).toHaveLength(2);
      },
    );

    it('goes through an expansion step by step', { tags: ['steps'] }, async () => {
      neovim.goTo('max!(ages');
      neovim.keys(':MacroscopeShowExpansionStep<CR>');
      await neovim.shows('let rest = max!(ages["Grace"], 0);');
      neovim.keys(':MacroscopeNextStep<CR>');
      await neovim.shows('let first = ages["Grace"];');
      neovim.keys('<C-W>l[s');
      await neovim.shows('let rest = max!(ages["Grace"], 0);');
      neovim.goTo('max!(ages');
      neovim.keys('<CR>');
      await neovim.shows('let first = ages["Grace"];');
    });

    it(
      'leads from a token to where it came from, and from the code into the expansion',
      { tags: ['origin'] },
      async () => {
        neovim.goTo('36,');
        neovim.keys(':MacroscopeGoToExpansion<CR>');
        await until(
          'the place in the expansion',
          () => neovim.lua('vim.api.nvim_get_current_line()') === '    map.insert("Ada", 36);',
        );
        expect(neovim.lua('vim.fn.expand("<cword>")')).toBe('36');
        neovim.goTo('insert(');
        neovim.keys(':lua vim.lsp.buf.definition()<CR>');
        await until('the definition', () => neovim.lua('vim.api.nvim_buf_get_name(0)') === workspace.source);
        expect(neovim.lua('vim.api.nvim_get_current_line()')).toContain('$(map.insert($key, $value);)*');
      },
    );

    it('shows hovers in an expansion', { tags: ['hover'] }, async () => {
      neovim.goTo('max!(ages');
      neovim.keys(':MacroscopeShowExpansionStep<CR>');
      await neovim.shows('let rest = max!(ages["Grace"], 0);');
      neovim.keys('<C-W>l');
      neovim.goTo('max!(ages');
      neovim.keys('K');
      expect(await neovim.shows('declarative macro')).toContain('let first = ages["Grace"];');
    });

    it('copies an expansion to a register', { tags: ['copy'] }, async () => {
      neovim.goTo('map! {');
      neovim.keys(':MacroscopeCopyExpansion a<CR>');
      await until('the text', () =>
        String(neovim.lua('vim.fn.getreg("a")')).includes('map.insert("Ada", 36);'),
      );
    });

    it('writes an expansion into the code', { tags: ['inline'] }, async () => {
      neovim.goTo('map! {');
      neovim.keys(':MacroscopeInlineMacro<CR>');
      expect(await neovim.shows('let ages = {')).toContain('map.insert("Ada", 36);');
    });
  });

  describe('with the lines of its page that need no module', () => {
    beforeEach(() => start(withoutModule));

    it('shows the expansion in the hover window, and again after an edit', { tags: ['hover'] }, async () => {
      neovim.goTo('map! {');
      neovim.keys('K');
      expect(await neovim.shows('declarative macro')).toContain('map.insert("Ada", 36);');
      neovim.keys('<Esc>ggO// one line more<Esc>');
      neovim.goTo('map! {');
      neovim.keys('K');
      expect(await neovim.shows('declarative macro')).toContain('map.insert("Ada", 36);');
    });

    it('shows which macro fails, and why', { tags: ['diagnostics'] }, async () => {
      neovim.goTo('max!(ages');
      neovim.keys('f(ci()<Esc>');
      const messages = 'vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(0))';
      const [message] = await until('a diagnostic', () => {
        const shown = neovim.lua(messages) as string[];
        return shown.length > 0 && shown;
      });
      expect(message).toContain('in the expansion of `max`');
    });

    it('inlines a macro by a code action', { tags: ['inline'] }, async () => {
      neovim.goTo('map! {');
      neovim.chooseCodeAction('Inline map!');
      expect(await neovim.shows('let ages = {')).toContain('map.insert("Ada", 36);');
    });

    it('opens an expansion as a temporary file by a code action', { tags: ['document'] }, async () => {
      neovim.goTo('map! {');
      neovim.chooseCodeAction('Show the expansion of map!');
      await neovim.shows('// Expansion of map!');
    });
  });
});
