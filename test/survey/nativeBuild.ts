/** Compiles copies of macro crates for rustc itself, with a neighbour for each macro that writes its calls down (native/). */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'smol-toml';
import { isTable, readToml, stringAt, tableAt, type Table } from '../../server/src/project/manifest';
import { runProgram } from '../../server/src/platform/node/runProgram';
import { packageFiles } from '../../server/src/toolchain/contentHash';
import { markDeclarations, markQuotedDeclarations } from '../../server/src/toolchain/rewriteSource';
import { rustEnvironment } from './nativeEnvironment';
import type { Registry } from './inputsRegistry';
import type { BuildOutcome } from './surveyFolder';

/** A compiled copy: the library that rustc loads, or why there is none. */
export interface NativeBuild {
  readonly library?: string;
  readonly error?: string;
}

/** Puts marks into a source. */
type Change = (source: string) => string;

const productMark = 'cfg_attr(target_family = "wasm", macroscope_export::export)';
const nativeMark = 'macroscope_export::export';

export class NativeBuilder {
  private readonly folder: string;
  private support: Promise<readonly string[]> | undefined;
  private readonly changes = new Map<string, Change | undefined>();

  constructor(
    work: string,
    private readonly registry: Registry,
  ) {
    this.folder = join(work, 'native-calls');
  }

  get targetFolder(): string {
    return join(this.folder, 'target');
  }

  /** To be preloaded into rustc when macros are called. */
  get clockFile(): string {
    return join(this.folder, 'support/libmacroscope_clock.so');
  }

  /**
   * Builds crates that one project of the build step holds, together, with the features and versions that they have there. Gives a result for each
   * under `NAME VERSION`.
   */
  async build(project: string, crates: readonly BuildOutcome[]): Promise<Map<string, NativeBuild>> {
    const own = join(this.folder, 'projects', project.split('/').at(-1) ?? '');
    const manifest = readToml(join(project, 'Cargo.toml'));
    if (!manifest.ok) throw new Error(manifest.message);
    const changed = this.changedPackages(project);
    // What a crate puts into others is changed when it serves them, and not when its own output is looked at.
    const makers = crates.filter((crate) => changed.get(keyOf(crate)) === markQuotedDeclarations);
    if (makers.length > 0 && crates.length > 1) {
      const others = crates.filter((crate) => !makers.includes(crate));
      const parts = [...makers.map((maker) => [maker]), ...(others.length > 0 ? [others] : [])];
      const built = [];
      for (const part of parts) built.push(...(await this.build(project, part)));
      return new Map(built);
    }
    for (const crate of crates) changed.set(keyOf(crate), markDeclarations);
    const patches = [...changed].map(([key, change]) => {
      const [name = '', version = ''] = key.split(' ');
      return [
        `patched-${name}-${version}`.replace(/[^\w-]/g, '_'),
        { package: name, path: this.copy(name, version, change) },
      ];
    });
    rmSync(own, { recursive: true, force: true });
    mkdirSync(join(own, 'src'), { recursive: true });
    mkdirSync(join(own, '.cargo'), { recursive: true });
    writeFileSync(join(own, 'src/lib.rs'), '');
    writeFileSync(join(own, '.cargo/config.toml'), readFileSync(join(project, '.cargo/config.toml')));
    writeFileSync(
      join(own, 'Cargo.toml'),
      stringify({
        ...manifest.table,
        dependencies: onlyThese(tableAt(manifest.table, 'dependencies'), crates),
        patch: { 'crates-io': Object.fromEntries(patches) },
      }),
    );
    const results = await this.cargo(own, crates);
    if (crates.length === 1 || crates.some((crate) => results.get(keyOf(crate))?.library !== undefined))
      return results;
    // cargo did not get as far as compiling: one of them may be the reason.
    for (const crate of crates)
      results.set(keyOf(crate), (await this.build(project, [crate])).get(keyOf(crate)) ?? {});
    return results;
  }

  private async cargo(project: string, crates: readonly BuildOutcome[]): Promise<Map<string, NativeBuild>> {
    const flags = await (this.support ??= this.compileSupport());
    const results = new Map<string, NativeBuild>();
    const { stderr, failure } = await runProgram(
      'cargo',
      [
        ...[
          'build',
          '--offline',
          '--keep-going',
          '--message-format',
          'json',
          '--target-dir',
          this.targetFolder,
        ],
      ],
      {
        cwd: project,
        env: {
          ...rustEnvironment(),
          CARGO_ENCODED_RUSTFLAGS: [...flags, '--cap-lints', 'warn'].join('\x1f'),
          CARGO_PROFILE_DEV_DEBUG: '0',
          CARGO_INCREMENTAL: '0',
          CARGO_TERM_COLOR: 'never',
        },
        timeoutMillis: 3_600_000,
        onLine: (line) => {
          readMessage(line, results);
        },
      },
    );
    for (const crate of crates) {
      const key = keyOf(crate);
      if (!results.has(key)) results.set(key, { error: (failure ?? stderr).trim().slice(-2000) });
    }
    return results;
  }

  /** Packages of a project that put declarations into others, by `NAME VERSION`: libraries by `macro_rules!`, macro crates by what they put out. */
  private changedPackages(project: string): Map<string, Change> {
    const lock = join(project, 'Cargo.lock');
    const text = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
    const changed = new Map<string, Change>();
    for (const [, name = '', version = ''] of text.matchAll(/^name = "(.*)"\nversion = "(.*)"$/gm)) {
      const folder = this.registry.find(name, version)?.folder;
      const key = `${name} ${version}`;
      if (folder === undefined) continue;
      if (!this.changes.has(key)) this.changes.set(key, changeOf(folder));
      const change = this.changes.get(key);
      if (change) changed.set(key, change);
    }
    return changed;
  }

  /** A changed copy. Returns its folder. */
  private copy(name: string, version: string, change: Change): string {
    const source = this.registry.find(name, version)?.folder;
    if (source === undefined) throw new Error(`${name} ${version} is not in the corpus`);
    const destination = join(this.folder, change.name, `${name}-${version}`);
    if (existsSync(join(destination, 'Cargo.toml'))) return destination;
    for (const path of packageFiles(source)) {
      mkdirSync(dirname(join(destination, path)), { recursive: true });
      const bytes = readFileSync(join(source, path));
      const content = path.endsWith('.rs')
        ? change(bytes.toString('utf8')).replaceAll(productMark, nativeMark)
        : bytes;
      writeFileSync(join(destination, path), content);
    }
    return destination;
  }

  /** Compiles the two crates of `native/`. Gives the flags by which every crate finds them. */
  private async compileSupport(): Promise<readonly string[]> {
    const output = join(this.folder, 'support');
    mkdirSync(output, { recursive: true });
    const compile = async (name: string, type: string, file: string): Promise<void> => {
      const { code, stderr } = await runProgram(
        'rustc',
        [
          ...['--edition', '2021', '-O', '--crate-name', name, '--crate-type', type, '--out-dir', output],
          resolve('test/survey/native', file),
        ],
        { cwd: output, env: rustEnvironment(), timeoutMillis: 600_000 },
      );
      if (code !== 0) throw new Error(stderr);
    };
    await compile('macroscope_export', 'proc-macro', 'export.rs');
    await compile('macroscope_survey', 'rlib', 'survey.rs');
    await compile('macroscope_clock', 'cdylib', 'clock.rs');
    return [
      ...['--extern', `macroscope_export=${join(output, 'libmacroscope_export.so')}`],
      ...['--extern', `macroscope_survey=${join(output, 'libmacroscope_survey.rlib')}`],
      ...['-L', `dependency=${output}`],
    ];
  }
}

function keyOf({ name, version }: BuildOutcome): string {
  return `${name} ${version}`;
}

/** The dependencies of a project without macro crates that are none of these. Others are there for their features. */
function onlyThese(dependencies: Table, crates: readonly BuildOutcome[]): Table {
  return Object.fromEntries(
    Object.entries(dependencies).filter(([, value]) => {
      if (!isTable(value) || !stringAt(value, 'version')?.startsWith('=')) return true;
      return crates.some(
        ({ name, version }) => value['package'] === name && value['version'] === `=${version}`,
      );
    }),
  );
}

/** How a package that serves others has to be changed, if at all. */
function changeOf(folder: string): Change | undefined {
  const manifest = readToml(join(folder, 'Cargo.toml'));
  if (!manifest.ok) return undefined;
  const library = tableAt(manifest.table, 'lib');
  const isMacroCrate = library['proc-macro'] === true || library['proc_macro'] === true;
  const change = isMacroCrate ? markQuotedDeclarations : markDeclarations;
  const changes = packageFiles(folder)
    .filter((path) => path.endsWith('.rs'))
    .some((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return /#\s*\[\s*proc_macro/.test(text) && change(text) !== text;
    });
  return changes ? change : undefined;
}

interface Message {
  readonly reason: string;
  readonly package_id?: string;
  readonly target?: { readonly kind: readonly string[] };
  readonly filenames?: readonly string[];
  readonly message?: { readonly level: string; readonly rendered: string | null };
}

function readMessage(line: string, results: Map<string, NativeBuild>): void {
  if (!line.startsWith('{')) return;
  const message = JSON.parse(line) as Message;
  // `path+file:///…/NAME-VERSION#NAME@VERSION`, where the name is left out if the folder has it.
  const named = /#(?:(.*)@)?([^@]*)$/.exec(message.package_id ?? '');
  const folder = /([^/]*)#/.exec(message.package_id ?? '')?.[1] ?? '';
  const key = `${named?.[1] ?? folder} ${named?.[2] ?? ''}`;
  if (message.reason === 'compiler-artifact' && message.target?.kind.includes('proc-macro')) {
    const library = message.filenames?.find((file) => file.endsWith('.so'));
    if (library !== undefined) results.set(key, { library });
  } else if (message.reason === 'compiler-message' && message.message?.level === 'error' && !results.has(key))
    results.set(key, { error: message.message.rendered ?? '' });
}
