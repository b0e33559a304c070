import { CodeActionResolveRequest } from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { edited, Inliner, inlineCapabilities } from './inliner';
import { positionOf } from './testClient';
import { OpenedProject } from './temporaryProject';

const source = `macro_rules! pair {
    ($left:expr, $right:expr) => { ($left, $right) };
}

fn main() {
    let (a, b) = pair!(
        1,
        2
    );
    let text = "
        "; let one = pair!(3, 4);
}

#[derive(Clone, Default)]
struct Unit;
`;

describe('what is inlined with a marker', () => {
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "marked"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': source,
    },
    'src/main.rs',
    { capabilities: inlineCapabilities },
  );
  let inliner: Inliner;
  beforeAll(() => {
    inliner = new Inliner(project.client);
  });

  /** Replaces the whole document. */
  const write = (text: string): Promise<void> =>
    project.client.edit(project.file, { line: 0, character: 0 }, { line: 10_000, character: 0 }, text);

  async function inlined(text: string, needle: string): Promise<string> {
    await write(text);
    const { edit } = await inliner.inline(
      project.file,
      positionOf(text, needle),
      / keep its call in a comment$/,
    );
    return edited(project.file, text, edit);
  }

  /** The lines that differ today; null where nothing can be compared. */
  async function compare(text: string, needle: string): Promise<string[] | null> {
    await write(text);
    const comparison = (await project.client.runCommand(
      'compareInlined',
      project.file,
      positionOf(text, needle),
    )) as { readonly diff: string } | null;
    return comparison && comparison.diff.split('\n').filter((line) => /^[-+]/.test(line));
  }

  it('stands between comments that hold its call', async () => {
    const after = await inlined(source, 'pair!(\n');
    expect(after.slice(after.indexOf('fn main'), after.indexOf('    let text'))).toMatchInlineSnapshot(`
      "fn main() {
          // macroscope: pair!, called at 1:18 of these lines, is written out below
          // |    let (a, b) = pair!(
          // |        1,
          // |        2
          // |    );
          let (a, b) = (1, 2);
          // macroscope: end of pair!
      "
    `);
    const derived = await inlined(source, 'Default)');
    expect(derived.slice(derived.indexOf('}\n\n') + 3)).toMatchInlineSnapshot(`
      "fn main() {
          let (a, b) = pair!(
              1,
              2
          );
          let text = "
              "; let one = pair!(3, 4);
      }

      // macroscope: #[derive(Default)], called at 1:17 of these lines, is written out below
      // |#[derive(Clone, Default)]
      // |struct Unit;
      #[derive(Clone)]
      struct Unit;

      #[automatically_derived]
      impl ::core::default::Default for Unit {
          #[inline]
          fn default() -> Unit {
              Unit {}
          }
      }
      // macroscope: end of #[derive(Default)]
      "
    `);
  });

  it('is compared with what the macro expands to later', async () => {
    const after = await inlined(source, 'pair!(\n');
    expect(await compare(after, '(1, 2)')).toEqual([]);
    expect(project.client.messages.at(-1)).toBe(
      'There is no difference: pair! as it is written here, pair! as it expands today.',
    );
    const changed = after
      .replace('{ ($left, $right) }', '{ ($right, $left) }')
      .replace('fn main', '\nfn main');
    expect(await compare(changed, '// macroscope: pair!')).toEqual([
      '--- pair! as it is written here',
      '+++ pair! as it expands today',
      '-    let (a, b) = (1, 2);',
      '+    let (a, b) = (2, 1);',
    ]);
    const [action] = await inliner.actions(project.file, positionOf(changed, '(1, 2)'));
    expect(action?.title).toBe('Compare with the expansion of pair! today');
    expect(
      await project.client.connection.sendRequest(CodeActionResolveRequest.type, action ?? { title: '' }),
    ).toEqual(action);
  });

  it('tells why it cannot be compared any more', async () => {
    const after = await inlined(source, 'pair!(\n');
    expect(await compare(after, 'let text')).toBeNull();
    expect(project.client.messages.at(-1)).toBe('No inlined macro with a marker is here.');
    expect(await compare(after.replace('// |    let (a, b) = pair!(', '// | nothing'), '(1, 2)')).toBeNull();
    expect(project.client.messages.at(-1)).toBe('The marker of pair! does not hold its call any more.');
    expect(await compare(after.replace('($left:expr, $right:expr)', '()'), '(1, 2)')).toBeNull();
    expect(project.client.messages.at(-1)).toBe('no rules expected `1`');
  });

  it('is not made where a comment cannot stand', async () => {
    expect(await inlined(source, 'pair!(3')).toBe(source);
    expect(project.client.messages.at(-1)).toBe(
      '`pair!` cannot be inlined: its line begins or ends within a literal, where no comment can stand.',
    );
  });
});
