import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf, repository, type TestClient } from './testClient';

/** A build with cargo and the wasm32-wasip1 target, from an empty store. */
const buildPatience = 300_000;

const calls = `use misbehaving::*;

fn main() {
    broken::hello!();
    works::answer!();
    panics!();
    loops!();
    allocates!();
    recurses!();
    prints_without_end!();
    outputs_without_end!();
    nests_deep!();
    exits!();
    reads_passwords!();
    writes_file!();
    writes_and_panics!();
}
`;

/** The macros of the sandbox's own tests, as a crate that a user could have: only macros are public in it. */
const torture = readFileSync(join(repository, 'test/torture/torture.rs'), 'utf8')
  .replace('extern crate proc_macro;', '')
  .replaceAll('pub fn bytes(', '#[allow(dead_code)]\nfn bytes(');

const brokenCrate =
  'use proc_macro::TokenStream;\n#[proc_macro]\npub fn hello(input: TokenStream) -> TokenStream {\n    input.greet()\n}\n';

describe('a workspace with macros that do not compile or misbehave', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[workspace]\nmembers = ["app", "works", "broken", "misbehaving"]\nresolver = "2"\n',
    'app/Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n' +
      ['works', 'broken', 'misbehaving'].map((name) => `${name} = { path = "../${name}" }\n`).join(''),
    'app/src/main.rs': calls,
    ...macroCrate(
      'works',
      'use proc_macro::TokenStream;\npub fn answer(_: TokenStream) -> TokenStream { "42".parse().unwrap() }\n',
    ),
    ...macroCrate('broken', brokenCrate),
    ...macroCrate('misbehaving', torture),
  });
  let client: TestClient;
  let main = '';
  let status: Awaited<ReturnType<TestClient['ready']>>;

  beforeAll(async () => {
    client = await project.start({
      trusted: true,
      // Less than by default, so that a busy machine gives out that much before the time is over.
      initializationOptions: { limits: { memory: 256 } },
      environment: {
        PATH: `/usr/bin:${process.env.PATH ?? ''}`,
        XDG_CACHE_HOME: project.path('store'),
        CARGO_TARGET_DIR: undefined,
      },
    });
    main = project.path('app/src/main.rs');
    status = await client.ready();
    await client.open(main);
  }, buildPatience);
  afterAll(() => project.expectAlive(), patience);

  const hover = (call: string) => client.hoverText(main, positionOf(calls, call, call.indexOf('::') + 2));
  const expectOthersToWork = async () => expect(await hover('works::answer')).toMatch(/^```rust\n42\n```/m);

  it('says in its status which crate does not compile, and where', () => {
    expect(status).toMatchObject({ health: 'warning' });
    expect(status.message).toMatch(/broken.*no method named `greet` found/s);
    expect(status.message).toContain('broken/src/lib.rs:4');
  });

  it('says in its status what is being done, and how many macros run or wait', async () => {
    const activities = client.statuses.flatMap((each) => each.activities ?? []);
    expect(activities).toContainEqual(expect.stringMatching(/^Building procedural macros: .*works/));
    expect(status.activities).toBeUndefined();
    // A macro that loops takes longer than the quiet time of the status.
    await hover('loops!');
    expect(client.statuses.some(({ calls = 0 }) => calls > 0)).toBe(true);
    await client.until(() => client.statuses.at(-1)?.calls === undefined);
  });

  it('shows the first error of the compiler at a macro of a crate that does not compile', async () => {
    const text = await hover('broken::hello');
    expect(text).toMatch(/^\*\*Cannot be expanded\*\*: .*no method named `greet` found/m);
    expect(text).toMatch(/\n```text\n --> .*broken\/src\/lib\.rs:4:11\n/);
    expect(text).toContain('\n4 |     input.greet()\n');
    await expectOthersToWork();
  });

  it('shows the message of a macro that panics, in the hover and at the call', async () => {
    const text = await hover('panics!');
    expect(text).toMatch(/^\*\*Cannot be expanded\*\*: .*`panics!` panicked: this macro has had enough/m);
    await client.until(() => (client.diagnosticsOf(main) ?? []).length > 0);
    const shown = client.diagnosticsOf(main) ?? [];
    const line = positionOf(calls, 'panics!').line;
    expect(shown.find(({ range }) => range.start.line === line)).toMatchObject({
      message: expect.stringContaining('this macro has had enough') as string,
      severity: 1,
      code: 'macro-panicked',
      range: { start: { character: 4 }, end: { character: 13 } },
    });
    await expectOthersToWork();
  });

  it.each([
    ['loops!', /`loops!` was stopped: /],
    ['allocates!', /`allocates!` was stopped: the macro asked for more than \d+ pages of memory/],
    ['recurses!', /`recurses!` was stopped: the macro used up the stack/],
    ['nests_deep!', /nests more than 512 delimiters/],
    ['exits!', /`exits!` did not return/],
    ['reads_passwords!', /passwd/],
  ])('%s ends with a message, and other macros go on', async (call, message) => {
    const text = await hover(call);
    expect(text).toContain('**Cannot be expanded**');
    expect(text).toMatch(message);
    await expectOthersToWork();
  });

  it('shows the beginning of what is very long', async () => {
    const text = await hover('outputs_without_end!');
    expect(text).toMatch(/^… \d+ more characters: /m);
    expect(text.length).toBeLessThan(30_000);
    expect(await hover('prints_without_end!')).toContain('expands to nothing');
  });

  it('names the file that a macro would write, and writes none', async () => {
    const text = await hover('writes_file!');
    expect(text).toMatch(/^```rust\n"written"\n```/m);
    expect(text).toContain('would write 1 file: `written-by-macro`');
    expect(existsSync(project.path('app/written-by-macro'))).toBe(false);
  });

  it('shows also what a macro would have written before it failed', async () => {
    const text = await hover('writes_and_panics!');
    expect(text).toMatch(/^\*\*Cannot be expanded\*\*: .* panicked: not finished/m);
    expect(text).toContain('would write 1 file: `half-written`');
  });

  it('answers for another macro while one loops', async () => {
    const at = positionOf(calls, 'loops!()', 'loops!('.length);
    await client.edit(main, at, at, 'again');
    let ended = false;
    const loops = hover('loops!').finally(() => (ended = true));
    await expectOthersToWork();
    expect(ended).toBe(false);
    expect(await loops).toContain('**Cannot be expanded**');
  });

  it('has the macro when its crate was repaired and saved', async () => {
    const repaired = brokenCrate.replace('input.greet()', 'input');
    const path = project.write('broken/src/lib.rs', repaired);
    await client.open(path, repaired);
    const before = client.statuses.length;
    const textDocument = { uri: pathToFileURL(path).href };
    await client.connection.sendNotification('textDocument/didSave', { textDocument });
    const isBuilding = (): boolean => client.statuses.slice(before).some(({ quiescent }) => !quiescent);
    await client.until(() => isBuilding() && client.statuses.at(-1)?.quiescent === true);
    expect(await hover('broken::hello')).toContain('*expands to nothing*');
    expect(client.statuses.at(-1)).toMatchObject({ health: 'ok', quiescent: true });
    expect(client.statuses.at(-1)).not.toHaveProperty('message');
  });

  it('shows what a changed macro makes when it is built again', async () => {
    project.write('broken/src/lib.rs', brokenCrate.replace('input.greet()', '"77".parse().unwrap()'));
    await client.connection.sendRequest('macroscope/buildMacros');
    expect(await hover('broken::hello')).toMatch(/^```rust\n77\n```/m);
  });
});
