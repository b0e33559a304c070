import { pathToFileURL } from 'node:url';
import {
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  DidChangeConfigurationNotification,
} from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { positionOf, type TestClient } from './testClient';
import { patience, TemporaryProject } from './temporaryProject';

const source = `macro_rules! pair {
    ($value:expr) => {
        ($value, $value)
    };
}

#[derive(Clone)]
struct Unit;

fn main() {
    let _ = pair!(1);
    let _ = pair!(pair!(2));
}
`;

describe('settings that change while the server runs', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "lenses"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': source,
  });
  let client: TestClient;
  let path: string;
  let refreshed = 0;

  beforeAll(async () => {
    client = await project.start({
      initializationOptions: { hover: { maximumLines: 2 } },
      capabilities: { workspace: { codeLens: { refreshSupport: true } } },
    });
    client.connection.onRequest(CodeLensRefreshRequest.type, () => {
      refreshed++;
    });
    path = project.path('src/main.rs');
    await client.open(path);
  }, patience);

  /** `line: title` for each lens, as the client shows them after it has resolved them. */
  async function lenses(): Promise<string[] | null> {
    const textDocument = { uri: pathToFileURL(path).href };
    const found = await client.connection.sendRequest(CodeLensRequest.type, { textDocument });
    if (!found) return null;
    const titles: string[] = [];
    for (const lens of found) {
      const { command } = lens.command
        ? lens
        : await client.connection.sendRequest(CodeLensResolveRequest.type, lens);
      titles.push(`${lens.range.start.line + 1}: ${(command?.title ?? '').replace(/[\d.]+ ms/, 'T ms')}`);
    }
    return titles;
  }

  const set = (settings: object): Promise<void> =>
    client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });

  it('turn on code lenses, which are off at first: size and cost of calls, uses of macros', async () => {
    expect(await lenses()).toBeNull();
    const before = refreshed;
    await set({ macroscope: { codeLens: { enabled: true } } });
    await expect.poll(() => refreshed, { timeout: patience }).toBeGreaterThan(before);
    expect(await lenses()).toEqual([
      '7: 7 lines · 1 step · T ms',
      '11: 1 line · 1 step · T ms',
      '12: 1 line · 3 steps · T ms',
      '1: 2 uses',
    ]);
  });

  it('leave out what is not said: the other settings stay as they were', async () => {
    const hover = (): Promise<string> => client.hoverText(path, positionOf(source, 'Clone'));
    expect(await hover()).toContain('… 5 more lines');
    await set({ hover: { maximumLines: 4 } });
    expect(await hover()).toContain('… 3 more lines');
    await set({});
    expect(await hover()).toContain('… 5 more lines');
    await set({ hover: { maximumLines: 'many' } });
    expect(await hover()).not.toContain('more lines');
  });
});
