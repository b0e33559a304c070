import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporaryProject } from './temporaryProject';
import { positionOf, repository, TestClient } from './testClient';

const source = `
macro_rules! label { () => { "outside" } }

/// Passes its branches on behind names of its own, as \`tokio::select!\` does.
macro_rules! select {
    ($($name:ident => $body:expr),*) => {{
        macro_rules! label { () => { "inside" } }
        $(let $name = $body;)*
    }};
}
macro_rules! swallow { ($($tokens:tt)*) => {}; }
macro_rules! when_on { ($($item:item)*) => { $(#[cfg(all())] $item)* }; }

fn f(n: u8) {
    let words = vec![format!("{n}")];
    assert!(matches!(n, 1 | 2), "{}", concat!("a", 1));
    select! { first => println!("{}", n), second => label!() };
    swallow! { label!() };
}

when_on! {
    fn g() { println!("{}", stringify!(a + b)); }
}
`;

describe('calls in the arguments of other calls', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "nested"\nversion = "0.1.0"\nedition = "2021"\n',
    'src/lib.rs': source,
  });
  const hover = (needle: string, within = 1): Promise<string> =>
    project.client.hoverText(project.path('src/lib.rs'), positionOf(source, needle, within));

  beforeAll(async () => {
    await project.start();
    await project.client.open(project.path('src/lib.rs'));
  });
  afterAll(() => project.expectAlive());

  it('a call in the list of vec!', async () => {
    expect(await hover('format!')).toContain('format_args!("{0}", n)');
    expect(await hover('vec![')).toContain('Box::new([');
  });

  it('calls in assert!, of which one becomes a match and one a literal', async () => {
    expect(await hover('matches!')).toContain('match n {');
    expect(await hover('concat!')).toContain('"a1"');
  });

  it('a call in the branch of a macro that passes it on sees the names there', async () => {
    expect(await hover('println!("{}", n)')).toContain('_print(');
    // rustc: a macro_rules! that a macro defines is seen by the code that it is given, since names of macros are not hygienic.
    expect(await hover('label!() };')).toContain('"inside"');
  });

  it('a call that the macro around it drops is shown as it would be where it stands', async () => {
    expect(await hover('label!() };\n}')).toContain('"outside"');
  });

  it('calls in items that a macro passes on, at any depth', async () => {
    expect(await hover('println!("{}", stringify')).toContain('_print(');
    expect(await hover('stringify!')).toContain('"a + b"');
  });
});

describe('calls below an attribute macro', () => {
  const folder = join(repository, 'test/fixtures/demo');
  const file = join(folder, 'src/procedural.rs');
  let client: TestClient;

  beforeAll(async () => {
    client = await TestClient.start({ folder });
    await client.open(file);
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
  });

  it('are those in the code that the attribute makes', async () => {
    const text = readFileSync(file, 'utf8');
    const hovered = await client.hoverText(file, positionOf(text, 'format!("Hello', 2));
    expect(hovered).toContain('format_args!("Hello, {0}!", name)');
  });
});
