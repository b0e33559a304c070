import { pathToFileURL } from 'node:url';
import { DidChangeConfigurationNotification } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { positionOf } from './testClient';
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

  it('shorten hovers, which lead to the whole expansion where the client follows such links', async () => {
    const other = await project.start({
      initializationOptions: { hover: { maximumLines: 1 } },
      experimental: { commandLinks: true },
    });
    const long = `${source}#[derive(Clone)]\nstruct Unit;\n`;
    await other.open(project.file, long);
    const position = positionOf(long, 'Clone');
    const hover = await other.hoverText(project.file, position);
    const [, argument = ''] =
      /\[… 6 more lines\]\(command:macroscope\.showExpansion\?(\S+)\)/.exec(hover) ?? [];
    const uri = pathToFileURL(project.file).href;
    expect(JSON.parse(decodeURIComponent(argument))).toEqual([{ textDocument: { uri }, position }]);
    await other.stop();
  });
});
