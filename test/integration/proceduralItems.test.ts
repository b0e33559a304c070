import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf, type TestClient } from './testClient';

/** A build with cargo and the wasm32-wasip1 target, from an empty store. */
const buildPatience = 300_000;

const macros = `use proc_macro::TokenStream;

/// Passes its input on, as \`paste!\` does.
#[proc_macro]
pub fn pass(input: TokenStream) -> TokenStream { input }

/// Defines a macro of the item's name in small letters, beside the item.
#[proc_macro_derive(Driver)]
pub fn driver(input: TokenStream) -> TokenStream { define(input) }

/// The same in a module.
#[proc_macro_attribute]
pub fn with_module(_: TokenStream, item: TokenStream) -> TokenStream {
    let made = format!("pub mod made {{ {} }}", define(item.clone()));
    item.into_iter().chain(made.parse::<TokenStream>().unwrap()).collect()
}

fn define(item: TokenStream) -> TokenStream {
    let name = item.into_iter().filter(|t| matches!(t, proc_macro::TokenTree::Ident(_))).nth(1).unwrap();
    let name = name.to_string().to_lowercase();
    format!("macro_rules! {name} {{ () => {{ \\"made for {name}\\" }}; }} pub(crate) use {name};").parse().unwrap()
}
`;

const source = `use making::{pass, with_module, Driver};

mod early { use super::late as other; pub fn f() -> &'static str { other!() } }

pass! { macro_rules! passed { () => { "passed on" }; } }
pass! { mod inner { super::pass! { macro_rules! deep { () => { "from deep inside" }; } pub(crate) use deep; } } }
pass! { macro_rules! late { () => { "imported before" }; } pub(crate) use late; }

#[derive(Driver)]
struct Widget;

#[with_module]
struct Gadget;

fn f() {
    let _ = passed!();
    let _ = inner::deep!();
    let _ = widget!();
    let _ = made::gadget!();
    let _ = missing!();
    let _ = vec![widget!()];
}
`;

const packageOf = (name: string, rest: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`;

describe('macros that procedural macros define', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[workspace]\nmembers = ["app", "making"]\nresolver = "2"\n',
    'app/Cargo.toml': packageOf('app', '[dependencies]\nmaking = { path = "../making" }\n'),
    'app/src/lib.rs': source,
    'making/Cargo.toml': packageOf('making', '[lib]\nproc-macro = true\n'),
    'making/src/lib.rs': macros,
  });
  let client: TestClient;
  const hover = (needle: string): Promise<string> =>
    client.hoverText(project.path('app/src/lib.rs'), positionOf(source, needle, needle.lastIndexOf('!') - 1));

  beforeAll(async () => {
    client = await project.start({
      trusted: true,
      environment: {
        PATH: `/usr/bin:${process.env.PATH ?? ''}`,
        XDG_CACHE_HOME: project.path('cache'),
        CARGO_NET_OFFLINE: 'true',
      },
    });
    await client.open(project.path('app/src/lib.rs'));
    await client.ready();
  }, buildPatience);
  afterAll(() => project.expectAlive());

  it('by a call in the place of an item', async () => {
    expect(await hover('= passed!')).toContain('"passed on"');
  });

  it('by a call that only another one makes', async () => {
    expect(await hover('inner::deep!')).toContain('"from deep inside"');
  });

  it('and that are imported in a module before', async () => {
    expect(await hover('other!')).toContain('"imported before"');
  });

  it('by a derive', async () => {
    expect(await hover('= widget!')).toContain('"made for widget"');
    expect(await hover('vec![widget!')).toContain('"made for widget"');
  });

  it('by an attribute, in a module', async () => {
    expect(await hover('made::gadget!')).toContain('"made for gadget"');
  });

  it('an edit above them changes nothing', async () => {
    const file = project.path('app/src/lib.rs');
    const top = { line: 0, character: 0 };
    await client.edit(file, top, top, '// A comment.\n');
    const { line, character } = positionOf(source, 'made::gadget!', 8);
    expect(await client.hoverText(file, { line: line + 1, character })).toContain('"made for gadget"');
    await client.edit(file, top, { line: 1, character: 0 }, '');
  });

  it('a name that none of them defines is not found', async () => {
    expect(await hover('missing!')).toContain('cannot find macro `missing!` in crate `app`');
  });
});
