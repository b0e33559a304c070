/** cargo's configuration files as far as they decide what the code is (Cargo Book, "Configuration"). They are read, never obeyed as programs. */
import { join, resolve } from 'node:path';
import { machine } from '#platform/machine';
import type { BuildScriptOutput } from './buildScriptOutput';
import { matchesPlatform } from './cfgExpression';
import type { CfgOption } from './cfgSet';
import { parseCfgOption } from './cfgSet';
import type { ConfigurationFile } from './configurationFiles';
import { configurationFilesOf } from './configurationFiles';
import type { Table } from './manifest';
import { isTable, stringAt, stringsAt, tableAt } from './manifest';
import type { CfgSet } from './model';
import type { Environment } from '../platform/program';
import { SourceReplacement } from './sourceReplacement';
import { cargoHome } from './toolHomes';

export class CargoConfiguration {
  readonly cargoHome: string;
  /** The file that counts most first. */
  private readonly files: readonly ConfigurationFile[];

  /** The configuration that holds in a folder, read as it is now. */
  constructor(
    folder: string,
    private readonly env: Environment,
  ) {
    this.cargoHome = cargoHome(env);
    this.files = configurationFilesOf(folder, this.cargoHome);
  }

  /** Absolute paths of the files, for watching and comparing. */
  get paths(): readonly string[] {
    return this.files.map(({ path }) => path);
  }

  /** Which folders stand for registries and repositories. */
  get sourceReplacement(): SourceReplacement {
    return new SourceReplacement(this.files);
  }

  /**
   * Absolute paths of the folders whose packages override those of the same names, the one that counts most first: the last files' (Cargo Book,
   * "Overriding with local dependencies").
   */
  get overridingFolders(): readonly string[] {
    return [...this.files]
      .reverse()
      .flatMap(({ table, base }) => stringsAt(table, 'paths').map((path) => resolve(base, path)));
  }

  /** Folders that hold one folder for each package (`[source.….directory]`). */
  get directorySources(): readonly string[] {
    return this.files.flatMap(({ table, base }) =>
      tablesIn(tableAt(table, 'source')).flatMap((source) => pathAt(source, 'directory', base)),
    );
  }

  /**
   * Absolute paths of all that takes the place of a registry, a repository or a package: vendored packages, registries on this machine
   * (Cargo Book, "Source Replacement"), and packages that override others (`paths`).
   */
  get replacements(): readonly string[] {
    const ofSources = this.files.flatMap(({ table, base }) =>
      tablesIn(tableAt(table, 'source')).flatMap((source) => [
        ...['directory', 'local-registry'].flatMap((key) => pathAt(source, key, base)),
        ...['registry', 'git'].flatMap((key) => localAddressAt(source, key)),
      ]),
    );
    return [...ofSources, ...this.overridingFolders];
  }

  /** Absolute paths of compilers, wrappers and linkers that are named by their path. */
  get programs(): readonly string[] {
    const keys = ['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper', 'linker'];
    return this.files.flatMap(({ table, base }) =>
      [tableAt(table, 'build'), ...tablesIn(tableAt(table, 'target'))].flatMap((settings) =>
        // A name alone is looked for in PATH.
        keys.flatMap((key) =>
          /[/\\]/.test(stringAt(settings, key) ?? '') ? pathAt(settings, key, base) : [],
        ),
      ),
    );
  }

  /** The folders that `[patch]`, in the root manifest or here, puts in the place of packages of some registry or repository, with their names. */
  patches(rootManifest: Table, workspaceDir: string): { readonly name: string; readonly folder: string }[] {
    return [{ table: rootManifest, base: workspaceDir }, ...this.files].flatMap(({ table, base }) =>
      tablesIn(tableAt(table, 'patch')).flatMap((packages) =>
        Object.entries(packages).flatMap(([key, patch]) => {
          if (!isTable(patch)) return [];
          const name = stringAt(patch, 'package') ?? key;
          return pathAt(patch, 'path', base).map((folder) => ({ name, folder }));
        }),
      ),
    );
  }

  /** Absolute path of the folder that cargo builds in. */
  targetDirectory(workspaceDir: string): string {
    const fromEnvironment = this.env['CARGO_TARGET_DIR'] || this.env['CARGO_BUILD_TARGET_DIR'];
    if (fromEnvironment) return resolve(workspaceDir, fromEnvironment);
    for (const { table, base } of this.files) {
      const named = stringAt(tableAt(table, 'build'), 'target-dir');
      if (named !== undefined) return resolve(base, named);
    }
    return join(workspaceDir, 'target');
  }

  /**
   * Absolute path of the folder that what is no result of a build goes to, if that is one of its own (Cargo Book, `build.build-dir`); also undefined where
   * cargo alone knows its name, which may contain a hash.
   */
  buildDirectory(workspaceDir: string): string | undefined {
    const given = this.env['CARGO_BUILD_BUILD_DIR'];
    const named = given ? { path: given, base: workspaceDir } : this.namedBuildDirectory;
    const path = named?.path
      .replaceAll('{workspace-root}', workspaceDir)
      .replaceAll('{cargo-cache-home}', this.cargoHome);
    return named === undefined || path === undefined || path.includes('{')
      ? undefined
      : resolve(named.base, path);
  }

  private get namedBuildDirectory(): { readonly path: string; readonly base: string } | undefined {
    for (const { table, base } of this.files) {
      const path = stringAt(tableAt(table, 'build'), 'build-dir');
      if (path !== undefined) return { path, base };
    }
    return undefined;
  }

  /**
   * What the configuration says in the place of the build script of a package with `links` for a target (Cargo Book, "`target.<triple>.<links>`");
   * undefined where it leaves the script to speak.
   */
  buildScriptOverride(triple: string, links: string): BuildScriptOutput | undefined {
    const tables = this.files
      .map(({ table }) => tableAt(tableAt(table, 'target'), triple)[links])
      .filter(isTable);
    if (tables.length === 0) return undefined;
    const env = new Map(tables.reverse().flatMap((table) => Object.entries(tableAt(table, 'rustc-env'))));
    return {
      outDir: undefined,
      cfg: tables.flatMap((table) =>
        stringsAt(table, 'rustc-cfg').flatMap((option) => parseCfgOption(option) ?? []),
      ),
      env: [...env].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    };
  }

  /** The target triple that the project is built for when the user asks for none. */
  get target(): string | undefined {
    const fromEnvironment = this.env['CARGO_BUILD_TARGET'];
    if (fromEnvironment) return fromEnvironment;
    for (const { table } of this.files) {
      const build = tableAt(table, 'build');
      const target = stringAt(build, 'target') ?? stringsAt(build, 'target')[0];
      if (target !== undefined) return target;
    }
    return undefined;
  }

  /** The flags that cargo gives rustc for a target: those of the first place that has some (Cargo Book, `build.rustflags`). */
  rustflags(triple: string, cfg: CfgSet): string[] {
    const encoded = this.env['CARGO_ENCODED_RUSTFLAGS'];
    if (encoded !== undefined) return encoded.split('\x1f').filter((flag) => flag !== '');
    const plain = this.env['RUSTFLAGS'];
    if (plain !== undefined) return words(plain);
    const forTarget = this.joined((table) =>
      Object.entries(tableAt(table, 'target')).flatMap(([platform, settings]) =>
        isTable(settings) && matchesPlatform(platform, cfg, triple) ? flagsAt(settings) : [],
      ),
    );
    if (forTarget.length > 0) return forTarget;
    const forAll = this.env['CARGO_BUILD_RUSTFLAGS'];
    return forAll === undefined ? this.joined((table) => flagsAt(tableAt(table, 'build'))) : words(forAll);
  }

  /** The variables that `[env]` names: those that the environment has already keep their value, unless they are forced. */
  get variables(): ReadonlyMap<string, string> {
    const variables = new Map<string, string>();
    for (const { table, base } of this.files)
      for (const [name, setting] of Object.entries(tableAt(table, 'env'))) {
        const value = isTable(setting) ? stringAt(setting, 'value') : setting;
        if (typeof value !== 'string' || variables.has(name)) continue;
        const forced = isTable(setting) && setting['force'] === true;
        const configured = isTable(setting) && setting['relative'] === true ? join(base, value) : value;
        variables.set(name, forced ? configured : (this.env[name] ?? configured));
      }
    return variables;
  }

  /** cargo joins the arrays of several files, the file that counts most last. */
  private joined(read: (table: Table) => string[]): string[] {
    return [...this.files].reverse().flatMap(({ table }) => read(table));
  }
}

/** The options that flags for rustc set: `--cfg` and, for targets whose features no rustc tells, `-C target-feature`. */
export function cfgOfRustflags(flags: readonly string[]): CfgOption[] {
  const options: CfgOption[] = [];
  for (const [index, flag] of flags.entries()) {
    const next = flags[index + 1] ?? '';
    const cfg = flag === '--cfg' ? next : /^--cfg=(.*)$/s.exec(flag)?.[1];
    const option = cfg === undefined ? undefined : parseCfgOption(cfg);
    if (option) options.push(option);
    const codegen = flag === '-C' || flag === '--codegen' ? next : /^(?:-C|--codegen=)(.+)$/s.exec(flag)?.[1];
    const features = /^target-feature=(.*)$/s.exec(codegen ?? '')?.[1]?.split(',') ?? [];
    for (const feature of features)
      if (feature.startsWith('+')) options.push({ key: 'target_feature', value: feature.slice(1) });
  }
  return options;
}

function tablesIn(table: Table): Table[] {
  return Object.values(table).filter(isTable);
}

/** None or one absolute path. */
function pathAt(table: Table, key: string, base: string): string[] {
  const path = stringAt(table, key);
  return path === undefined ? [] : [resolve(base, path)];
}

/** None or one absolute path: that of an address of this machine (`file:///…`). */
function localAddressAt(table: Table, key: string): string[] {
  try {
    return [machine.pathOfFileUrl(stringAt(table, key) ?? '')];
  } catch {
    return [];
  }
}

function flagsAt(table: Table): string[] {
  const text = stringAt(table, 'rustflags');
  return text === undefined ? stringsAt(table, 'rustflags') : words(text);
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
