vim.api.nvim_create_autocmd('FileType', { pattern = 'rust', callback = function(event)
  local root = vim.fs.root(event.buf, { 'Cargo.lock', 'Cargo.toml' })
  vim.lsp.start({ name = 'macroscope', cmd = { 'macroscope', 'serve', '--stdio', '--trust' }, root_dir = root })
end })
