import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { NativeServer } from '../bench/procmacro/nativeServer';
import { treeOf } from '../bench/processFigures';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { nativeLibraries } from './nativeLibraries';
import { ownMacroServer } from './rustAnalyzer';
import { patience, TemporaryProject } from './temporaryProject';
import { repository } from './testClient';

const tree = { subtree: [0, 0, 0, 0, 0], literal: [], punct: [], ident: [], token_tree: [], text: [] };
const answered = '{"ListMacros":{"Ok":[["same","FuncLike"],["read","FuncLike"]]}}\n';
const recorded = answered.replace('same', 'recorded');

const sources = `use proc_macro::TokenStream;
#[proc_macro]
pub fn same(input: TokenStream) -> TokenStream { input }
#[proc_macro]
pub fn read(_: TokenStream) -> TokenStream {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    format!("{:?}", std::fs::read_to_string(format!("{folder}/read.txt")).unwrap()).parse().unwrap()
}
`;

describe('a start of the macro server', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'app/Cargo.toml': `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"
[dependencies]\nprobe = { path = "probe" }\n[workspace]\n`,
    'app/src/lib.rs': '',
    'app/probe/Cargo.toml': `[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n`,
    'app/probe/src/lib.rs': sources,
    'app/read.txt': 'one',
  });
  const environment = (): NodeJS.ProcessEnv => ({
    ...wasmCapableEnvironment(),
    XDG_CACHE_HOME: project.path('cache'),
  });
  let library: string;

  /** A folder of the cache. */
  const kept = (part: string): string => project.path(`cache/macroscope/${part}`);

  const record = (): string => {
    const starts = kept('starts');
    const files = readdirSync(starts, { recursive: true, encoding: 'utf8' });
    return `${starts}/${files.find((name) => name.endsWith('/start')) ?? ''}`;
  };

  /** What a server answers that is asked for its version, for its mode of spans, and then so. */
  async function answers(requests: readonly object[], program = ownMacroServer): Promise<string[]> {
    const server = await NativeServer.start({
      program,
      folder: project.path('app'),
      environment: environment(),
    });
    const lines: string[] = [];
    for (const request of requests)
      lines.push(Buffer.concat(await server.ask(`${JSON.stringify(request)}\n`)).toString());
    expect(await server.end()).toBe(0);
    return lines;
  }

  const list = (): object => ({ ListMacros: { dylib_path: library } });
  /** `file`: the number that the client has in this session for the file of the call. */
  const expansion = (macro = 'same', file = 1): object => ({
    ExpandMacro: {
      lib: library,
      env: [['CARGO_MANIFEST_DIR', project.path('app')]],
      macro_body: tree,
      macro_name: macro,
      span_data_table: [file, 1, 0, 0, 0],
    },
  });

  beforeAll(async () => {
    library = nativeLibraries(project.path('app')).get('probe') ?? '';
    const [macros, expanded] = await answers([list(), expansion()]);
    expect(macros).toBe(answered);
    expect(expanded).toContain('"Ok"');
  }, patience);

  /** Changes what the record says, to tell it from what is looked up. */
  beforeEach(() => {
    const { mtime } = statSync(record());
    writeFileSync(record(), readFileSync(record(), 'utf8').replace('"same"', '"recorded"'));
    utimesSync(record(), mtime, mtime);
  });

  it('is answered as the last one, expands macros, and mends a record that is wrong', async () => {
    const [macros, expanded] = await answers([list(), expansion('same', 2)]);
    expect(macros).toBe(recorded);
    expect(expanded).toMatch(/"Ok".*"span_data_table":\[2,1,0,0,0\]/);
    // What is not known from the last session has the libraries looked up.
    await answers([list(), { ExpandMacro: {} }]);
    expect(await answers([list()])).toEqual([answered]);
  });

  it('is answered so where the program is run by a link', async () => {
    symlinkSync(ownMacroServer, project.path('link'));
    expect(await answers([list()], project.path('link'))).toEqual([recorded]);
  });

  it('looks up what is asked for otherwise, and what comes behind it', async () => {
    expect(await answers([{ SetConfig: { span_mode: 'RustAnalyzer' } }, list()])).toEqual([
      '{"SetConfig":{"span_mode":"RustAnalyzer"}}\n',
      answered,
    ]);
    expect(await answers([list(), list()])).toEqual([recorded, answered]);
  });

  it('looks up a library that was compiled since', async () => {
    const recordedAt = statSync(record()).mtimeMs / 1000;
    utimesSync(library, recordedAt + 1, recordedAt + 1);
    expect(await answers([list()])).toEqual([answered]);
    utimesSync(library, recordedAt - 1, recordedAt - 1);
    expect(await answers([list()])).toEqual([recorded]);
  });

  it('looks up a library that is gone', async () => {
    renameSync(library, `${library}.away`);
    expect((await answers([list()]))[0]).toContain('there is no file');
    renameSync(`${library}.away`, library);
  });

  it('is looked up after the cache was cleared', async () => {
    const cleared = spawnSync('node', [join(repository, 'dist/cli.js'), 'cache', 'clear'], {
      env: environment(),
    });
    expect(cleared.status).toBe(0);
    expect(await answers([list(), expansion()])).toEqual([answered, expect.any(String)]);
  });

  it('leaves no process when the client ends it without a warning', async () => {
    const program = spawn(ownMacroServer, {
      cwd: project.path('app'),
      env: environment(),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    program.stdin.write(`${JSON.stringify(list())}\n`);
    await once(program.stdout, 'data');
    const processes = treeOf(program.pid ?? 0);
    expect(processes.length).toBeGreaterThan(1);
    program.kill('SIGKILL');
    await vi.waitUntil(() => !processes.some(isRunning), patience);
  });

  it('is answered what macros returned in the last one, though nothing else of it is left', async () => {
    const asked = [list(), expansion(), expansion('read')];
    const [, ...before] = await answers(asked);
    for (const part of ['modules', 'expansions/1', 'rewritten']) renameSync(kept(part), `${kept(part)}.away`);
    expect((await answers(asked)).slice(1)).toEqual(before);
    for (const part of ['modules', 'rewritten', 'expansions/1']) renameSync(`${kept(part)}.away`, kept(part));
  });

  it('has a macro run again when a file that it has read is another one', async () => {
    expect((await answers([expansion('read')]))[0]).toContain('"text":["one"]');
    project.write('app/read.txt', 'two');
    const [two] = await answers([expansion('read')]);
    expect(two).toContain('"text":["two"]');
    expect(await answers([expansion('read')])).toEqual([two]);
  });

  it('has a macro run again when its library was compiled since', async () => {
    project.write('app/probe/src/lib.rs', sources.replace('{ input }', '{ "2".parse().unwrap() }'));
    expect((await answers([expansion()]))[0]).not.toContain('"text":["2"]');
    nativeLibraries(project.path('app'));
    expect((await answers([expansion()]))[0]).toContain('"text":["2"]');
  });
});

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
