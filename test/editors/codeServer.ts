import { spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { codeServerFolder } from '../setup/codeServerFolder.mjs';
import { endProcess } from './editorPerTest';
import { removeFolder } from './removeFolder';
import { openBrowser, quietSettings, VscodeWindow } from './vscodeWindow';

const entry = join(codeServerFolder, 'node_modules/code-server/lib/vscode/out/server-main.js');

export interface CodeServerOptions {
  /** Packages of the extensions to install. */
  readonly extensions: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** VS Code in a browser: its server with one extension installed, and a page that shows it. */
export class CodeServer extends VscodeWindow {
  private constructor(
    page: Page,
    private readonly port: number,
    private readonly browser: Browser,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {
    super(page);
  }

  static async start(options: CodeServerOptions): Promise<CodeServer> {
    const folder = mkdtempSync(join(tmpdir(), 'macroscope-code-'));
    const data = join(folder, 'data');
    const extensions = join(folder, 'extensions');
    mkdirSync(join(data, 'User'), { recursive: true });
    writeFileSync(
      join(data, 'User/settings.json'),
      JSON.stringify({ ...quietSettings, ...options.settings }),
    );
    const shared = [
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--extensions-dir',
      extensions,
    ];
    const install = options.extensions.flatMap((each) => ['--install-extension', each]);
    execFileSync(process.execPath, [entry, ...shared, ...install], { stdio: 'pipe' });
    const server = spawn(
      process.execPath,
      [
        ...[entry, ...shared, '--host', '127.0.0.1', '--port', '0', '--user-data-dir', data],
        ...['--without-connection-token', '--telemetry-level', 'off'],
      ],
      {
        // VS Code takes the environment of a login shell. In a home of its own that is not changed by anybody's profile.
        env: { ...process.env, HOME: folder, ...options.environment, EXTENSIONS_GALLERY: noGallery },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const port = await new Promise<number>((resolve, reject) => {
      let printed = '';
      server.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const [, listening] = /Extension host agent listening on (\d+)\n/.exec(printed) ?? [];
        if (listening !== undefined) resolve(Number(listening));
      });
      server.once('exit', (code) => reject(new Error(`VS Code's server ended with ${code}`)));
    });
    const { browser, page } = await openBrowser();
    return new CodeServer(page, port, browser, server, folder);
  }

  /** Opens a folder and one of its files at a line, counted from 1, and waits until a text that stands there is on the screen. */
  async open(workspace: string, file: string, line: number, text: string): Promise<void> {
    const payload = JSON.stringify([
      ['gotoLineMode', 'true'],
      ['openFile', `vscode-remote://127.0.0.1:${this.port}${file}:${line}:1`],
    ]);
    const query = new URLSearchParams({ folder: workspace, payload });
    await this.page.goto(`http://127.0.0.1:${this.port}/?${query.toString()}`, {
      waitUntil: 'domcontentloaded',
    });
    await this.page.locator('.view-line', { hasText: text }).first().waitFor({ timeout: 60_000 });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await endProcess(this.server);
    await removeFolder(this.folder);
  }
}

/** A gallery that nobody serves, so that the editor looks nothing up outside of this machine. */
const noGallery = JSON.stringify({ serviceUrl: 'http://127.0.0.1:1', itemUrl: '', resourceUrlTemplate: '' });
