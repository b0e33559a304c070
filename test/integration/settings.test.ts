import { pathToFileURL } from 'node:url';
import {
  DidChangeConfigurationNotification,
  type ClientCapabilities,
} from 'vscode-languageserver-protocol/node';
import { afterEach, describe, expect, it } from 'vitest';
import { contentCapabilities, ExpansionClient } from './expansionClient';
import { positionOf, type ClientOptions, type TestClient } from './testClient';
import { OpenedProject, patience } from './temporaryProject';

const source = `#[cfg(feature = "loud")]
macro_rules! greet { () => { "HELLO" }; }
#[cfg(not(feature = "loud"))]
macro_rules! greet { () => { "hello" }; }

fn main() {
    let _ = greet!();
    let _ = vec![1, 2];
}
`;

describe('settings', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml':
        '[package]\nname = "settled"\nversion = "0.1.0"\nedition = "2021"\n[features]\nloud = []\n',
      'src/main.rs': source,
    },
    'src/main.rs',
    { initializationOptions: { hover: { maximumLines: 'many' } } },
  );

  const set = (settings: object): Promise<void> =>
    project.client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  const greeting = (): Promise<string> =>
    project.client.hoverText(project.file, positionOf(source, 'greet!()'));

  it('with wrong values are told once in one message, and the defaults hold', async () => {
    const { messages } = project.client;
    await expect
      .poll(() => messages.splice(0), { timeout: patience })
      .toEqual([
        'The setting `hover.maximumLines` must be a number of at least 1, and is "many": 60 is used.',
      ]);
    await set({ macroscope: { hover: { maximumLines: -1 }, cargo: { features: [1], cfgs: 'unix' } } });
    await expect.poll(() => messages, { timeout: patience }).toHaveLength(1);
    expect(messages[0]?.split('\n')).toMatchInlineSnapshot(`
      [
        "The setting \`hover.maximumLines\` must be a number of at least 1, and is -1: 60 is used.",
        "The setting \`cargo.features\` must be a list of texts or "all", and is [1]: [] is used.",
        "The setting \`cargo.cfgs\` must be a list of texts, and is "unix": ["debug_assertions"] is used.",
      ]
    `);
    expect(await greeting()).toContain('"hello"');
    // The same settings with another change: nothing new to tell.
    await set({
      macroscope: { hover: { maximumLines: -1 }, cargo: { features: [1], cfgs: 'unix' }, cfg: {} },
    });
    expect(await greeting()).toContain('"hello"');
    expect(messages).toHaveLength(1);
  });

  it('about the project count at once', async () => {
    await set({ macroscope: { cargo: { features: ['loud'] } } });
    await expect.poll(greeting, { timeout: patience }).toContain('"HELLO"');
    await set({ macroscope: { cargo: { features: [] } } });
    await set({ macroscope: { cargo: { features: 'all' } } });
    await set({ macroscope: { cargo: { features: [] } } });
    await expect.poll(greeting, { timeout: patience }).toContain('"hello"');
  });

  it('raise the budgets of expansions, as the message of one that used it up says', async () => {
    await set({ macroscope: { limits: { tokens: 5 } } });
    const array = (): Promise<string> => project.client.hoverText(project.file, positionOf(source, 'vec!'));
    await expect.poll(array, { timeout: patience }).toContain('produces more than 5 tokens');
    expect(await array()).toContain('in an editor, the setting `limits.tokens` raises this limit');
    const shown = (): unknown =>
      project.client.diagnosticsOf(project.file)?.find(({ code }) => code === 'expansion-budget');
    await expect.poll(shown, { timeout: patience }).toMatchObject({
      message: expect.stringContaining('the setting `limits.tokens` raises this limit') as string,
    });
    await set({ macroscope: { limits: { tokens: 500 } } });
    await expect.poll(array, { timeout: patience }).toContain('[1, 2]');
  });

  describe('shorten hovers, which lead to the whole expansion', () => {
    const long = `${source}#[derive(Clone)]\nstruct Unit;\n`;
    const position = positionOf(long, 'Clone');

    let other: TestClient;
    afterEach(async () => {
      expect(await other.stop()).toBe(0);
    });

    /** The line of the hover that says that there is more. */
    async function more(options: Partial<ClientOptions>): Promise<string> {
      other = await project.start({ initializationOptions: { hover: { maximumLines: 1 } }, ...options });
      await other.open(project.file, long);
      const hover = await other.hoverText(project.file, position);
      return /^.*… 6 more lines.*$/m.exec(hover)?.[0] ?? '';
    }

    it('by a command where the client follows such links', async () => {
      const line = await more({ experimental: { commandLinks: true } });
      const [, argument = ''] = /^\[…[^\]]*\]\(command:macroscope\.showExpansion\?(\S+)\)$/.exec(line) ?? [];
      const uri = pathToFileURL(project.file).href;
      expect(JSON.parse(decodeURIComponent(argument))).toEqual([{ textDocument: { uri }, position }]);
    });

    it('by the address of the document where the client can ask for it', async () => {
      const line = await more({ capabilities: contentCapabilities });
      const [, uri = ''] = /^\[…[^\]]*\]\((\S+)\)$/.exec(line) ?? [];
      expect(await new ExpansionClient(other).text(uri)).toContain('impl ::core::clone::Clone for Unit {');
    });

    it.each<[string, ClientCapabilities]>([
      [
        '… 6 more lines: the code action *Show the expansion* opens all',
        { window: { showDocument: { support: true } } },
      ],
      ['… 6 more lines: *Go to declaration* opens all', {}],
    ])('by what the user can do elsewhere: %s', async (words, capabilities) => {
      expect(await more({ capabilities })).toBe(words);
    });
  });
});
