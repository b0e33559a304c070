import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { repository } from '../integration/testClient';
import { CodeServer, type CodeServerOptions } from './codeServer';
import { ExtensionHost } from './extensionHost';
import { removeFolder } from './removeFolder';
import type { VscodeWithExtension } from './vscodeDemo';

/** Building macros and opening a browser take their time on a small machine. In milliseconds. */
export const minutes = 60_000;

/** Set to a folder to keep pictures of what the tests see, and of what was on the screen when one failed. */
const pictures = process.env['MACROSCOPE_PICTURES'];

/** VS Code with the packaged extension, and a folder of its own, for the describe block that makes it. */
export class VscodeSession implements VscodeWithExtension {
  private started: CodeServer | undefined;
  private startedHost: ExtensionHost | undefined;
  private ownFolder = '';

  /** `prepare` fills the folder before VS Code starts, and gives its settings and environment. */
  constructor(prepare: (folder: string) => Omit<CodeServerOptions, 'extensions'>) {
    beforeAll(async () => {
      this.ownFolder = mkdtempSync(join(tmpdir(), 'macroscope-vscode-'));
      this.startedHost = await ExtensionHost.listen();
      const extensions = [packageExtension(this.ownFolder), packageHost(this.startedHost, this.ownFolder)];
      this.started = await CodeServer.start({ extensions, ...prepare(this.ownFolder) });
    }, 5 * minutes);
    afterAll(async () => {
      await this.started?.stop();
      await this.startedHost?.close();
      await removeFolder(this.ownFolder);
    }, minutes);
    keepPicturesOfFailures((name) => this.picture(name));
  }

  get window(): CodeServer {
    if (!this.started) throw new Error('VS Code is not started');
    return this.started;
  }

  get host(): ExtensionHost {
    if (!this.startedHost) throw new Error('VS Code is not started');
    return this.startedHost;
  }

  path(...names: readonly string[]): string {
    return join(this.ownFolder, ...names);
  }

  picture(name: string): Promise<void> {
    return keepPicture(this.window.page, name);
  }
}

/** Packages the extension as it was built last into a folder, and gives the path of the package. */
export function packageExtension(folder: string): string {
  const vsix = join(folder, 'macroscope.vsix');
  execFileSync('npm', ['run', 'vsix', '--', '--out', vsix], { cwd: repository, stdio: 'pipe' });
  return vsix;
}

/** Packages what runs functions of tests in the extension host, and gives the path of the package. */
function packageHost(host: ExtensionHost, folder: string): string {
  host.writeExtension(join(folder, 'host/extension'));
  const vsix = join(folder, 'host.vsix');
  execFileSync('python3', ['-m', 'zipfile', '-c', vsix, 'extension'], { cwd: join(folder, 'host') });
  return vsix;
}

/** For each test of a describe block that fails. */
export function keepPicturesOfFailures(picture: (name: string) => Promise<void>): void {
  beforeEach((test) => {
    test.onTestFailed(() => picture(`failed ${test.task.name}`.replaceAll(/\W+/g, '-')));
  });
}

/** Keeps a picture of a window, where pictures are wanted. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(400);
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ animations: 'disabled' }));
}
