-- Macroscope for Neovim 0.10 and later, in one file and without a plugin: docs/editors/neovim.md says how to use it.
--
-- It starts the server for Rust files, shows expansions in a split that follows the code, and has a command for each command of the server:
-- `macroscope.showExpansion` is `:MacroscopeShowExpansion`.

local M = {}

local scheme = 'macroscope-expansion'

-- These give a document, which is shown by this file and not by the server, since it knows where.
local document_commands = {
  'showExpansion', 'showExpansionStep', 'goToExpansion',
  'nextStep', 'previousStep', 'firstStep', 'allSteps', 'expandCall', 'collapseCall',
}
-- These change the code, or have the server show something.
local other_commands = {
  'inlineMacro', 'inlineMacroWithMarker', 'inlineMacroInFile', 'inlineMacroInWorkspace',
  'pinExpansion', 'compareWithPinned', 'compareWithSaved', 'compareStep', 'compareInlined', 'showSteps', 'showReport',
}

local step_keys = { [']s'] = 'nextStep', ['[s'] = 'previousStep', ['<CR>'] = 'expandCall', ['<BS>'] = 'collapseCall' }

--- The server of a buffer; of an expansion that Neovim opens anew, any that runs.
local function client_of(buffer)
  return vim.lsp.get_clients({ bufnr = buffer, name = 'macroscope' })[1] or vim.lsp.get_clients({ name = 'macroscope' })[1]
end

--- Sends a request and hands its result on, unless that is null. What goes wrong is shown.
local function request(client, method, params, on_result)
  local function on_response(error, result)
    if error then
      vim.notify('Macroscope: ' .. error.message, vim.log.levels.ERROR)
    elseif on_result and result ~= nil and result ~= vim.NIL then
      on_result(result)
    end
  end
  -- Neovim 0.11 made the functions of a client its methods.
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, on_response)
  else
    client.request(method, params, on_response)
  end
end

--- Writes the text of an expansion into its buffer, which the user cannot change. Cursors stay on their lines.
local function fill(buffer, text)
  local lines = vim.split(text:gsub('\n$', ''), '\n')
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
end

--- Asks the server for the text of an expansion that is open.
local function refresh(client, uri)
  local buffer = vim.uri_to_bufnr(uri)
  if not vim.api.nvim_buf_is_loaded(buffer) then return end
  request(client, 'workspace/textDocumentContent', { uri = uri }, function(content)
    if vim.api.nvim_buf_is_loaded(buffer) then fill(buffer, content.text) end
  end)
end

--- Neovim reads a document of the server: a buffer that is no file. An expansion has keys for its steps.
local function read(buffer)
  local client = client_of(buffer)
  if not client then return end
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  -- The address of an expansion ends with how to make it, that of another document with a file name.
  local filetype = vim.filetype.match({ filename = vim.api.nvim_buf_get_name(buffer) }) or 'rust'
  vim.bo[buffer].filetype = filetype
  vim.lsp.buf_attach_client(buffer, client.id)
  for key, name in pairs(filetype == 'rust' and step_keys or {}) do
    vim.keymap.set('n', key, function() M.run(name) end, { buffer = buffer, desc = 'Macroscope: ' .. name })
  end
  refresh(client, vim.uri_from_bufnr(buffer))
end

--- Shows an expansion where it is shown already, in the window of the expansion that it was asked for from, or beside the code.
local function show_in_window(buffer)
  if vim.fn.bufwinid(buffer) ~= -1 then return end
  if vim.startswith(vim.api.nvim_buf_get_name(0), scheme) then
    vim.api.nvim_win_set_buf(0, buffer)
  else
    vim.api.nvim_open_win(buffer, false, { split = 'right' })
  end
end

--- Shows what a command of the server gave: { uri, text, selection }.
local function show(client, document)
  local buffer = vim.uri_to_bufnr(document.uri)
  show_in_window(buffer)
  fill(buffer, document.text)
  if not document.selection then return end
  local place = { uri = document.uri, range = document.selection }
  vim.lsp.util.show_document(place, client.offset_encoding, { reuse_win = true, focus = true })
end

--- Runs a command of the server, by its name without `macroscope.`, for a place: that of the cursor, unless a code action brings another one.
--- `register`: where `copyExpansion` puts the text.
function M.run(name, at, register)
  local client = client_of(0)
  if not client then return vim.notify('Macroscope does not run in this buffer.', vim.log.levels.WARN) end
  at = at or vim.lsp.util.make_position_params(0, client.offset_encoding)
  request(client, 'workspace/executeCommand', { command = 'macroscope.' .. name, arguments = { at } }, function(result)
    if name == 'copyExpansion' then
      vim.fn.setreg(register or vim.v.register, result)
    elseif name == 'showUses' then
      vim.fn.setqflist({}, ' ', { title = 'Uses', items = vim.lsp.util.locations_to_items(result, client.offset_encoding) })
      vim.cmd.copen()
    elseif vim.list_contains(document_commands, name) then
      show(client, result)
    end
  end)
end

--- Starts the server for the Rust files of a cargo package or workspace.
local function start(buffer, options)
  local root = vim.fs.root(buffer, { 'Cargo.lock', 'Cargo.toml' })
  -- Buffers of other kinds are expansions, diffs, previews.
  if not root or vim.bo[buffer].buftype ~= '' then return end
  local own = vim.tbl_map(function(name) return 'macroscope.' .. name end, document_commands)
  table.insert(own, 'macroscope.copyExpansion')
  local trusted = options.trusted
  if type(trusted) == 'function' then trusted = trusted(root) end
  vim.lsp.start({
    name = 'macroscope',
    cmd = options.cmd or { 'macroscope', 'serve', '--stdio' },
    root_dir = root,
    init_options = vim.tbl_extend('force', options.settings or {}, { trusted = trusted == true }),
    capabilities = vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
      workspace = { textDocumentContent = { dynamicRegistration = false } },
      experimental = { commands = { commands = own } },
    }),
    handlers = {
      ['workspace/textDocumentContent/refresh'] = function(_, params, context)
        refresh(vim.lsp.get_client_by_id(context.client_id), params.uri)
        return vim.NIL
      end,
      ['window/showDocument'] = function(error, params, context)
        if not vim.startswith(params.uri, scheme) then return vim.lsp.handlers['window/showDocument'](error, params, context) end
        show_in_window(vim.uri_to_bufnr(params.uri))
        return { success = true }
      end,
    },
  }, { bufnr = buffer })
end

--- `trusted`: whether cargo may run, a boolean or a function of the workspace's folder. `settings`: the server's settings. `cmd`: the server.
function M.setup(options)
  options = options or {}
  local group = vim.api.nvim_create_augroup('macroscope', {})
  vim.api.nvim_create_autocmd('FileType', { group = group, pattern = 'rust', callback = function(event) start(event.buf, options) end })
  vim.api.nvim_create_autocmd('BufReadCmd', { group = group, pattern = scheme .. '://*', callback = function(event) read(event.buf) end })

  local function command(name, act, attributes)
    vim.api.nvim_create_user_command('Macroscope' .. name:sub(1, 1):upper() .. name:sub(2), act, attributes or {})
  end
  for _, name in ipairs(vim.list_extend(vim.list_extend({ 'showUses' }, document_commands), other_commands)) do
    command(name, function() M.run(name) end)
  end
  command('copyExpansion', function(given) M.run('copyExpansion', nil, given.reg ~= '' and given.reg or nil) end, { register = true })
  command('buildMacros', function() request(client_of(0), 'macroscope/buildMacros', {}) end)

  -- What code actions call.
  for _, name in ipairs(vim.list_extend({ 'copyExpansion' }, document_commands)) do
    vim.lsp.commands['macroscope.' .. name] = function(action) M.run(name, action.arguments[1]) end
  end
end

return M
