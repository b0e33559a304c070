import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const main = `#[macro_use]
mod rules;
mod names;
fn main() {
    let _ = value!();
    let _ = names::named!();
    let _ = include_str!("text.txt");
    let _ = line!();
}
`;

describe('an expansion that was asked for before', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': main,
    'src/rules.rs': 'macro_rules! value { () => { 1 }; }\n',
    'src/names.rs': 'macro_rules! first { () => { "first" } }\npub(crate) use first as named;\n',
    'src/text.txt': 'one',
  });
  let text = main;
  const expansion = async (call: string): Promise<string> =>
    (await project.client.expandMacro(project.path('src/main.rs'), positionOf(text, call))).expansion;
  /** Twice in turn, so that the second answers are those that were kept. */
  const answers = async (): Promise<string[]> => {
    const calls = ['value!', 'named!', 'include_str!', 'line!'];
    const ask = async (): Promise<string[]> => {
      const all: string[] = [];
      for (const call of calls) all.push(await expansion(call));
      return all;
    };
    const first = await ask();
    expect(await ask()).toEqual(first);
    return first;
  };

  it('is the one of now when anything that it was made from has changed', async () => {
    const client = await project.start();
    await client.open(project.path('src/main.rs'));
    expect(await answers()).toEqual(['1', '"first"', '"one"', '8u32']);

    // In the editor: the definition, and the meaning of a name.
    await client.open(project.path('src/rules.rs'));
    await client.edit(
      project.path('src/rules.rs'),
      { line: 0, character: 29 },
      { line: 0, character: 30 },
      '2',
    );
    await client.open(
      project.path('src/names.rs'),
      'macro_rules! second { () => { "second" } }\npub(crate) use second as named;\n',
    );
    expect(await answers()).toEqual(['2', '"second"', '"one"', '8u32']);

    // On the disk, without the editor's knowledge.
    project.write('src/text.txt', 'another');
    expect(await answers()).toEqual(['2', '"second"', '"another"', '8u32']);

    // The file itself: the call moves.
    await client.edit(
      project.path('src/main.rs'),
      { line: 0, character: 0 },
      { line: 0, character: 0 },
      '// A line.\n',
    );
    text = `// A line.\n${main}`;
    expect(await answers()).toEqual(['2', '"second"', '"another"', '9u32']);

    // Closed without being saved: the disk counts again.
    await client.close(project.path('src/rules.rs'));
    await client.close(project.path('src/names.rs'));
    expect(await answers()).toEqual(['1', '"first"', '"another"', '9u32']);

    // What failed is tried again.
    rmSync(project.path('src/text.txt'));
    await expect(expansion('include_str!')).rejects.toThrow('text.txt');
    project.write('src/text.txt', 'back');
    expect(await answers()).toEqual(['1', '"first"', '"back"', '9u32']);
    await client.stop();
  });
});

describe('after lines were put above a macro in another file', () => {
  const rules = 'macro_rules! value { ($name:ident) => { let $name = 1; }; }\n';
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/main.rs': '#[macro_use]\nmod rules;\nmod user;\nfn main() {}\n',
    'src/rules.rs': rules,
    'src/user.rs': 'fn f() {\n    value!(a);\n}\n',
  });

  it('hovers and expansions lead to where it stands now', async () => {
    const client = await project.start();
    const [user, defining] = [project.path('src/user.rs'), project.path('src/rules.rs')];
    const call = { line: 1, character: 4 };
    await client.open(user);
    await client.open(defining);
    expect(await client.hoverText(user, call)).toContain('rules.rs:1');
    const top = { line: 0, character: 0 };
    for (const [lines, typed] of [
      [2, '\n\n'],
      [3, '// A comment.\n'],
      [4, 'fn g() {}\n'],
    ] as const) {
      await client.edit(defining, top, top, typed);
      // The second one is an answer that was kept.
      for (let times = 0; times < 2; times++)
        expect(await client.hoverText(user, call)).toContain(`rules.rs:${lines + 1}`);
    }
    // In a body above it.
    await client.edit(defining, { line: 0, character: 8 }, { line: 0, character: 8 }, '\n    1;\n');
    expect(await client.hoverText(user, call)).toContain('rules.rs:7');
    // And the call itself moves.
    await client.edit(user, top, top, '\n');
    expect(await client.hoverText(user, { line: 2, character: 4 })).toContain('rules.rs:7');
    await client.stop();
  });
});
