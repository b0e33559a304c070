import { chmodSync, existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { snippetsOf } from '../editors/demoWorkspace';
import { macroscope, type CommandResult } from './commandLine';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { repository } from './testClient';

/** Of the documentation, beside the editors' own. */
const page = '../rust-analyzer.md';

const server = `${repository}dist/macroscope-proc-macro-srv`;

/** Settings in which everything is set up, with our server for procedural macros at a place. */
const settings = (macroServer: string): Record<string, string> => ({
  '.config/Code/User/settings.json': `{
    // Comments may stand here.
    "rust-analyzer.procMacro.server": "${macroServer}",
  }`,
  '.vscode/extensions/macroscope.macroscope-0.1.0/package.json': '{}',
  '.config/nvim/init.lua': "require('macroscope').setup({ trusted = true })\nrequire('servers')\n",
  '.config/nvim/lua/servers.lua': `vim.lsp.config('rust_analyzer', {
    settings = { ['rust-analyzer'] = { cargo = { features = 'all' }, procMacro = { enable = true, server = '${macroServer}' } } },
  })`,
  '.emacs.d/init.el': `(require 'macroscope)
    (add-to-list 'eglot-server-programs
      '(rust-mode . ("rust-analyzer" :initializationOptions (:procMacro (:enable t :server "${macroServer}")))))`,
  '.config/helix/languages.toml': `
    [language-server.expansions]
    command = "/opt/bin/macroscope"
    [language-server.rust-analyzer.config]
    procMacro.server = "${macroServer}"
    [[language]]
    name = "rust"
    language-servers = ["rust-analyzer", "expansions"]`,
  '.config/kate/lspclient/settings.json': JSON.stringify({
    servers: {
      rust: { command: ['macroscope'], initializationOptions: { procMacro: { server: macroServer } } },
    },
  }),
});

interface Report {
  readonly ok: boolean;
  readonly sections: readonly {
    readonly title: string;
    readonly findings: readonly { readonly state: string; readonly subject: string; readonly text: string }[];
  }[];
}

/** A user's home, and the project that they look at. */
class DoctorProject extends TemporaryProject {
  examine(args: readonly string[] = [], more: Record<string, string> = {}): CommandResult {
    const { PATH } = wasmCapableEnvironment();
    const environment = { PATH, HOME: this.folder, ...more };
    const { stdout, ...rest } = macroscope(['doctor', ...args], this.folder, environment);
    return {
      ...rest,
      stdout: stdout.replaceAll(this.folder, '<home>').replaceAll(repository, '<repository>/'),
    };
  }

  report(args: readonly string[] = [], more: Record<string, string> = {}): Report {
    return JSON.parse(this.examine(['--json', ...args], more).stdout) as Report;
  }
}

/** Without what depends on the machine. */
function stable(text: string): string {
  return text
    .replaceAll(/(macroscope-|-srv )\d+\.\d+\.\d+/g, '$1<version>')
    .replaceAll(/(cargo|rustc|rust-analyzer): \1 \d.*/g, '$1: $1 <version>')
    .replaceAll(/linked by .*/g, 'linked by <linker>')
    .replaceAll(/ {2}\w+ +macroscope: .*\n( {13}.*\n)?/g, '')
    .replaceAll(
      /and \d+ others, (.*); standard library from .*/g,
      'and <some> others, $1; standard library from <source>',
    )
    .replaceAll(/ {2}\w+ +bubblewrap: .*\n( {13}.*\n)?/g, '');
}

/** The states of the setting in VS Code, Neovim, Emacs, Helix and Kate. */
function macroServersOf(project: DoctorProject): string[] {
  const { findings } = project.report().sections[3] ?? { findings: [] };
  return findings
    .filter(({ subject }) => subject.endsWith('rust-analyzer.procMacro.server'))
    .map(({ state }) => state);
}

describe('macroscope doctor', { timeout: patience }, () => {
  describe('where nothing is set up', () => {
    const project = new DoctorProject({
      'Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nnothing = { path = "nothing" }\n[workspace]\n',
      'src/lib.rs': '',
      ...macroCrate(
        'nothing',
        'pub fn nothing(input: proc_macro::TokenStream) -> proc_macro::TokenStream { input }\n',
      ),
      '.config/Code/User/settings.json': '',
      '.config/nvim/init.vim': '',
      '.emacs.d/early-init.el': '',
      '.config/helix/config.toml': '',
      '.config/katerc': '',
    });

    it('says what to put where, and that all is well', () => {
      const { status, stdout, stderr } = project.examine();
      expect(stable(stdout)).toMatchInlineSnapshot(`
        "Toolchain
          ok       cargo: cargo <version>
          ok       rustc: rustc <version>
          ok       wasm32-wasip1: installed, linked by <linker>
          ok       rust-analyzer: rust-analyzer <version>
          ok       <repository>/dist/macroscope-proc-macro-srv: macroscope-proc-macro-srv <version>

        Store
          ok       folder: <home>/.cache/macroscope, which will be made
          ok       compiled macros: 0 files, 0.0 MB
          ok       macros as they are run: 0 files, 0.0 MB
          ok       results of macros: 0 files, 0.0 MB

        Project
          ok       <home>/Cargo.toml: 2 crates of its own and <some> others, resolved by cargo; standard library from <source>
          hint     procedural macros: 0 of 1 macro crate ready; the others are compiled when an editor opens the project, or by the command
                     macroscope build --manifest-path <home>/Cargo.toml
          hint     nothing 0.1.0: The procedural macros of nothing are not ready: they have not been compiled yet.

        Editors
          hint     VS Code, expansions: Macroscope is not set up in <home>/.config/Code/User/settings.json
                     code --install-extension macroscope-<version>.vsix
          hint     VS Code, rust-analyzer.procMacro.server: not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into <home>/.config/Code/User/settings.json
                     "rust-analyzer.procMacro.server": "<repository>/dist/macroscope-proc-macro-srv"
          hint     Neovim, expansions: Macroscope is not set up in <home>/.config/nvim/init.vim
                     require('macroscope').setup({ trusted = true })
                     with docs/editors/macroscope.lua in lua/
          hint     Neovim, rust-analyzer.procMacro.server: not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into <home>/.config/nvim/init.vim
                     vim.lsp.config('rust_analyzer', {
                       settings = { ['rust-analyzer'] = { procMacro = { server = "<repository>/dist/macroscope-proc-macro-srv" } } },
                     })
          hint     Emacs, expansions: Macroscope is not set up in <home>/.emacs.d/init.el
                     (require 'macroscope)
                     with docs/editors/macroscope.el in the load path
          hint     Emacs, rust-analyzer.procMacro.server: not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into <home>/.emacs.d/init.el
                     (with-eval-after-load 'eglot
                       (add-to-list 'eglot-server-programs
                         '((rust-mode rust-ts-mode) . ("rust-analyzer" :initializationOptions
                           (:procMacro (:server "<repository>/dist/macroscope-proc-macro-srv"))))))
          hint     Helix, expansions: Macroscope is not set up in <home>/.config/helix/languages.toml
                     [language-server.macroscope]
                     command = "macroscope"
                     args = ["serve", "--stdio", "--trust"]
                     [[language]]
                     name = "rust"
                     language-servers = ["macroscope", "rust-analyzer"]
          hint     Helix, rust-analyzer.procMacro.server: not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into <home>/.config/helix/languages.toml
                     [language-server.rust-analyzer.config.procMacro]
                     server = "<repository>/dist/macroscope-proc-macro-srv"
          hint     Kate, expansions: Macroscope is not set up in <home>/.config/kate/lspclient/settings.json
                     { "servers": { "rust": { "command": ["macroscope", "serve", "--stdio", "--trust"] } } }
          hint     Kate, rust-analyzer.procMacro.server: not set: rust-analyzer runs macros with all of your rights. To run them in the sandbox, put into <home>/.config/kate/lspclient/settings.json
                     { "servers": { "rust": { "initializationOptions": { "procMacro": { "server": "<repository>/dist/macroscope-proc-macro-srv" } } } } }

        "
      `);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });

    it('starts no program in a project that is not trusted', () => {
      const { findings } = project.report(['--no-trust']).sections[2] ?? { findings: [] };
      const lines = findings.map(({ state, subject, text }) => `${state} ${subject}: ${stable(text)}`);
      expect(lines).toMatchInlineSnapshot(`
        [
          "ok <home>/Cargo.toml: 2 crates of its own and <some> others, read without cargo; standard library from <source>",
          "hint no-cargo: The workspace is not trusted, so cargo does not run: crates are taken from the manifests and Cargo.lock, and procedural macros work only where they were built before.",
          "hint procedural macros: 0 of 1 macro crate ready; the others are compiled when an editor opens the project, or by the command",
          "hint nothing 0.1.0: The procedural macros of nothing are not ready: The workspace is not trusted, so cargo does not run: crates are taken from the manifests and Cargo.lock, and procedural macros work only where they were built before.",
        ]
      `);
    });

    it('lets no project choose the programs that it starts, unless that is trusted', () => {
      const marker = project.path('work/started');
      project.write('work/Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[workspace]\n');
      project.write('work/src/lib.rs', '');
      project.write('work/.cargo/config.toml', '[build]\nrustc = "./rustc.sh"\n');
      const script = project.write('work/rustc.sh', `#!/bin/sh\ntouch ${marker}\nexec rustc "$@"\n`);
      chmodSync(script, 0o755);
      const manifest = ['--manifest-path', project.path('work/Cargo.toml')];
      project.report([...manifest, '--no-trust']);
      expect(existsSync(marker)).toBe(false);
      project.report(manifest);
      expect(existsSync(marker)).toBe(true);
    });

    it('says what is missing without a compiler', () => {
      const { status, stdout } = project.examine([], { PATH: '/nowhere' });
      expect(status).toBe(1);
      expect(stable(stdout).split('\nStore')[0]).toMatchInlineSnapshot(`
        "Toolchain
          PROBLEM  cargo: is not there
                     Install Rust: https://rustup.rs, or your distribution’s packages cargo and rustc.
          PROBLEM  rustc: is not there
                     Without it procedural macros cannot be compiled.
          ok       rust-analyzer: not on the path: an editor may bring its own
          PROBLEM  <repository>/dist/macroscope-proc-macro-srv: does not run
                     It needs Node.js 20 on the path.
        "
      `);
    });
  });

  describe('where all is set up', () => {
    const project = new DoctorProject(settings(server));

    it('finds that in every editor', () => {
      const { findings } = project.report().sections[3] ?? { findings: [] };
      expect(findings.map(({ state, subject, text }) => `${state} ${subject}: ${text}`))
        .toMatchInlineSnapshot(`
          [
            "ok VS Code, expansions: Macroscope is set up",
            "ok VS Code, rust-analyzer.procMacro.server: <repository>/dist/macroscope-proc-macro-srv",
            "ok Neovim, expansions: Macroscope is set up",
            "ok Neovim, rust-analyzer.procMacro.server: <repository>/dist/macroscope-proc-macro-srv",
            "ok Emacs, expansions: Macroscope is set up",
            "ok Emacs, rust-analyzer.procMacro.server: <repository>/dist/macroscope-proc-macro-srv",
            "ok Helix, expansions: Macroscope is set up",
            "ok Helix, rust-analyzer.procMacro.server: <repository>/dist/macroscope-proc-macro-srv",
            "ok Kate, expansions: Macroscope is set up",
            "ok Kate, rust-analyzer.procMacro.server: <repository>/dist/macroscope-proc-macro-srv",
          ]
        `);
    });
  });

  describe('where the settings are those of our page', () => {
    const project = new DoctorProject();

    it('finds our server in every editor', () => {
      const [code, kate] = snippetsOf(page, 'json');
      const written: Record<string, string | undefined> = {
        '.config/Code/User/settings.json': code,
        '.config/nvim/lua/servers.lua': snippetsOf(page, 'lua')[0],
        '.emacs': snippetsOf(page, 'elisp')[0],
        '.config/helix/languages.toml': snippetsOf(page, 'toml')[0],
        '.config/kate/lspclient/settings.json': kate,
      };
      for (const [name, text] of Object.entries(written))
        project.write(name, (text ?? '').replace('/path/to/macroscope-proc-macro-srv', server));
      expect(macroServersOf(project)).toEqual(Array<string>(5).fill('ok'));

      // Without the plugin of Neovim 0.11, and in a comment.
      const start = (snippetsOf(page, 'lua')[1] ?? '').replace('/path/to/macroscope-proc-macro-srv', server);
      project.write('.config/nvim/lua/servers.lua', start);
      expect(macroServersOf(project)[1]).toBe('ok');
      project.write('.config/nvim/lua/servers.lua', start.replaceAll(/^/gm, '-- '));
      expect(macroServersOf(project)[1]).toBe('hint');
    });
  });

  describe('where a setting is of no use', () => {
    const project = new DoctorProject({
      ...settings('/gone/server'),
      '.config/VSCodium/User/settings.json': '{ "a": ',
    });

    it('finds that in every editor, and says so by its exit status', () => {
      const { ok, sections } = project.report();
      expect(ok).toBe(false);
      const problems = sections.flatMap(({ findings }) =>
        findings.filter(({ state }) => state === 'problem'),
      );
      expect(problems.map(({ subject, text }) => `${subject}: ${text}`)).toMatchInlineSnapshot(`
        [
          "VS Code, rust-analyzer.procMacro.server: there is no /gone/server. Put into <home>/.config/Code/User/settings.json",
          "VSCodium: <home>/.config/VSCodium/User/settings.json is damaged: ValueExpected at character 8",
          "Neovim, rust-analyzer.procMacro.server: there is no /gone/server. Put into <home>/.config/nvim/init.lua",
          "Emacs, rust-analyzer.procMacro.server: there is no /gone/server. Put into <home>/.emacs.d/init.el",
          "Helix, rust-analyzer.procMacro.server: there is no /gone/server. Put into <home>/.config/helix/languages.toml",
          "Kate, rust-analyzer.procMacro.server: there is no /gone/server. Put into <home>/.config/kate/lspclient/settings.json",
        ]
      `);
      expect(project.examine().status).toBe(1);
    });
  });

  it('does not take other arguments', () => {
    const { status, stderr } = macroscope(['doctor', 'me'], repository);
    expect(status).toBe(2);
    expect(stderr).toContain('unexpected argument `me`');
    expect(macroscope(['doctor', '--manifest-path', '/gone/Cargo.toml'], repository).status).toBe(2);
  });
});
