-- nvim --headless -u init.lua -l hover.lua FILE LINE COLUMN: prints what the hover window shows, as a user sees it, before and after an edit.
local file, line, column = arg[1], tonumber(arg[2]), tonumber(arg[3])

local function fail(message)
  io.stderr:write(message .. '\n')
  os.exit(1)
end

local function window_text()
  local text
  vim.wait(60000, function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end, 20)
  return text or fail('no hover window')
end

dofile(vim.env.MACROSCOPE_INIT)
vim.cmd.filetype('on')
vim.cmd.edit(vim.fn.fnameescape(file))
if vim.bo.filetype ~= 'rust' then vim.bo.filetype = 'rust' end
local attached = vim.wait(20000, function()
  local client = vim.lsp.get_clients({ bufnr = 0 })[1]
  return client and client.initialized
end, 20)
if not attached then fail('the server did not start') end

vim.api.nvim_win_set_cursor(0, { line, column })
vim.lsp.buf.hover()
local before = window_text()
vim.api.nvim_buf_set_lines(0, 0, 0, false, { '// one line more' })
vim.api.nvim_win_set_cursor(0, { line + 1, column })
vim.lsp.buf.hover()
local after = window_text()
io.stdout:write(vim.json.encode({ before = before, after = after }))
vim.lsp.stop_client(vim.lsp.get_clients())
os.exit(0)
