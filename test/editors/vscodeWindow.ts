import { createServer } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { until } from './until';

/** A window of VS Code in a browser, whatever serves it. */
export class VscodeWindow {
  constructor(readonly page: Page) {}

  /** Moves the mouse over a word of a line until a hover with the expected text appears, and gives the hover's text. */
  async hover(line: string, word: string, expected: string | RegExp, timeout: number): Promise<string> {
    const hover = this.page.locator('.monaco-hover .hover-contents', { hasText: expected }).first();
    const end = Date.now() + timeout;
    // On a busy machine a hover takes seconds, and moving the mouse away would end it.
    for (let patience = 8000; ; patience *= 2) {
      const place = await this.placeOf(line, word);
      // Whatever box was left open would keep hovers away.
      await this.page.keyboard.press('Escape');
      await this.page.mouse.move(besideTheCode.x, besideTheCode.y);
      // A hover whose word the mouse comes back to at once stays as it is.
      await this.page.waitForTimeout(600);
      await this.page.mouse.move(place.x, place.y, { steps: 4 });
      try {
        await hover.waitFor({ timeout: patience });
        return await hover.innerText();
      } catch (error) {
        // The server may still be starting or building macros; a hover does not refresh itself.
        if (Date.now() > end) throw error;
      }
    }
  }

  /**
   * Runs a command by its title from the palette. That closes when an editor takes the focus late, as after a click on its tab: then it is opened again.
   * Enter, and keys before the field has the focus, would go into the code. Rows are shown before they are filtered, and used again for what is found:
   * one counts when the title is marked in it.
   */
  async command(title: string): Promise<void> {
    for (let patience = 5000; ; patience *= 2) {
      try {
        await this.page.keyboard.press('F1');
        const field = this.page.locator('.quick-input-widget input[type="text"]');
        await field.fill(`>${title}`, { timeout: patience });
        const marked = this.page.locator('.highlight', { hasText: title });
        const rows = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: marked });
        return await rows.first().click({ timeout: patience });
      } catch (error) {
        if (patience > 30_000) throw error;
      }
    }
  }

  /** Waits until the editor of a file has the focus and its cursor is at a line and column, both counted from 1. */
  async isAt(file: string, line: number, column: number): Promise<void> {
    const group = this.page.locator('.editor-group-container.active');
    const place = new RegExp(`Ln ${line}, Col ${column}(?!\\d)`);
    for (const shown of [
      group.locator('.tab.active', { hasText: file }),
      group.locator('.monaco-editor.focused'),
      this.page.locator('.statusbar-item', { hasText: place }),
    ])
      await shown.first().waitFor({ timeout: 60_000 });
  }

  /** Waits until the line is on the screen: an editor that was opened or scrolled shows it a moment later. */
  private placeOf(line: string, word: string): Promise<{ x: number; y: number }> {
    return until(`a line ${line} with ${word} on the screen`, () =>
      this.page.evaluate<{ x: number; y: number } | undefined>(
        `(${placeOfWord})(${JSON.stringify(line)}, ${JSON.stringify(word)})`,
      ),
    );
  }
}

/** A browser without a screen, and a page in it. */
export async function openBrowser(): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: browserArguments,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  // What a user would allow when the browser asks.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return { browser, page: await context.newPage() };
}

/**
 * Runs in the page: the middle of a word in the first line on the screen that contains a text. It is text here, since the project's types are
 * those of Node and not of a browser.
 */
const placeOfWord = `(line, word) => {
  for (const element of document.querySelectorAll('.view-line')) {
    if (!element.textContent.replaceAll('\\u00a0', ' ').includes(line)) continue;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
  }
}`;

/** In the list of files: a mouse that rests in the code opens the hover of what is below it, and that covers other lines. */
const besideTheCode = { x: 150, y: 600 };

/** Settings under which nothing moves and nobody is asked. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'editor.hover.delay': 100,
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
};

const browserArguments = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
