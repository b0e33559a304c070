import { describe } from 'vitest';
import { NeovimSession } from './neovimSession';
import { pageTests } from './pageTests';

describe('Neovim', () => {
  pageTests({
    page: 'neovim.md',
    language: 'lua',
    configuration: 'home/.config/nvim/init.lua',
    module: 'macroscope.lua',
    moduleFolder: 'home/.config/nvim/lua',
    start: (workspace) => NeovimSession.start(workspace),
  });
});
