import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { MessageTraffic } from './messageTraffic';
import { openAnalysis } from './testing/openAnalysis';
import { warmUp } from './warmUp';

test('what the calls of a workspace need has been read before anybody asks', async () => {
  const { folder, analysis, services } = await openAnalysis({
    'src/lib.rs': 'mod other;\nfn f() { println!("{}", 1); }',
    'src/other.rs': 'mod inner;\n#[derive(Debug)] struct S;',
    'src/other/inner.rs': 'fn g() { assert_eq!(1, 2); }',
  });
  await warmUp(analysis, services, new AbortController().signal);
  const { parsedFiles } = analysis.resolver.statistics;
  expect(parsedFiles).toBeGreaterThan(2);
  for (const name of ['src/lib.rs', 'src/other.rs', 'src/other/inner.rs']) {
    const file = analysis.openFile(join(folder, name));
    const [site] = file?.sites ?? [];
    if (!file || !site) throw new Error(`no call in ${name}`);
    const { node } = await analysis.expandSite(file, site, { recursive: true });
    expect(node.error).toBeUndefined();
  }
  expect(analysis.resolver.statistics.parsedFiles).toBe(parsedFiles);
});

test('code that few calls run through is compiled well too: they are expanded again', async () => {
  const { analysis, services } = await openAnalysis({ 'src/lib.rs': 'fn f() { println!("{}", 1); }' });
  const expandSite = vi.spyOn(analysis, 'expandSite');
  await warmUp(analysis, services, new AbortController().signal);
  expect(expandSite.mock.calls.length).toBeGreaterThan(10);
});

test('what lies beside the modules of a workspace is not read', async () => {
  const { analysis, services } = await openAnalysis({
    'build.rs': 'fn main() {}',
    'src/lib.rs': '',
    'target/debug/made.rs': 'fn f() { println!() }',
    'src/fixtures/broken.rs': 'fn f() { println!() }',
  });
  await warmUp(analysis, services, new AbortController().signal);
  expect(analysis.resolver.statistics.parsedFiles).toBe(2);
});

test('procedural macros have run before anybody asks, once their modules are compiled', async () => {
  // Results are kept on disk.
  const name = `new${Date.now()}`;
  const demoMacros = fileURLToPath(new URL('../../../test/fixtures/demo-macros', import.meta.url));
  const { folder, analysis, services } = await openAnalysis({
    'Cargo.toml': `[package]\nname = "a"\nversion = "1.0.0"\n[dependencies]\ndemo-macros = { path = "${demoMacros}" }\n`,
    'src/lib.rs': `use demo_macros::{Builder, logged};\n#[derive(Builder)] struct ${name} { a: u8 }\n#[logged] fn ${name}() {}`,
  });
  const { sandbox } = services;
  const [prepare, call] = [vi.spyOn(sandbox, 'prepare'), vi.spyOn(sandbox, 'call')];
  await warmUp(analysis, services, new AbortController().signal);
  const [plan] = analysis.modules.plans;
  expect(prepare.mock.calls).toEqual([[plan && analysis.modules.moduleOf(plan.crate)?.key]]);
  expect(call.mock.calls.map(([{ entry }]) => entry)).toEqual([
    expect.stringContaining('Builder'),
    expect.stringContaining('logged'),
  ]);
  const file = analysis.openFile(join(folder, 'src/lib.rs'));
  for (const site of file?.sites ?? [])
    if (file) expect((await analysis.expandSite(file, site, { recursive: true })).node.error).toBeUndefined();
  expect(call).toHaveBeenCalledTimes(2);
});

test('for a client that asks it rests', async () => {
  const { analysis, services } = await openAnalysis({ 'src/lib.rs': 'fn f() { println!() }' });
  const traffic = new MessageTraffic();
  const expand = vi.spyOn(analysis, 'expandSite');
  traffic.begin();
  const closed = new AbortController();
  const warm = warmUp(analysis, { ...services, traffic }, closed.signal);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = expand.mock.calls.length;
  traffic.end();
  await vi.waitFor(() => expect(expand.mock.calls.length).toBeGreaterThan(10));
  expect(before).toBe(1);
  closed.abort();
  await warm;
});

test('the calls of the files that are open come first', async () => {
  const { folder, analysis, services } = await openAnalysis({
    'src/lib.rs': 'mod other;\nfn f() { println!() }',
    'src/other.rs': '',
  });
  const path = join(folder, 'src/other.rs');
  services.files.setOverlay(path, 'fn g() { assert!(true) }');
  services.files.setOverlay(join(folder, 'notes.rs'), 'fn h() { assert!(true) }');
  const expand = vi.spyOn(analysis, 'expandSite');
  await warmUp(analysis, services, new AbortController().signal);
  expect(expand.mock.calls.slice(0, 2).map(([file]) => file.path)).toEqual([
    path,
    join(folder, 'src/lib.rs'),
  ]);
});

test('for a workspace that was closed meanwhile nothing is expanded', async () => {
  const { analysis, services } = await openAnalysis({ 'src/lib.rs': 'fn f() { println!() }' });
  const closed = new AbortController();
  closed.abort();
  await warmUp(analysis, services, closed.signal);
  // The file itself, and not the standard library.
  expect(analysis.resolver.statistics.parsedFiles).toBe(1);
});
