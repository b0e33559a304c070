/** What build scripts said the last time that cargo ran them, read from the target folder. No program runs here. */
import { dirname, join, resolve } from 'node:path';
import { appendTo } from './appendTo';
import type { CfgOption } from './cfgSet';
import { parseCfgOption } from './cfgSet';
import type { CargoPackage } from './cargoMetadata';
import { sourcesOfDepInfo } from './depInfo';
import { exists, modifiedAt, readTextFile } from './files';
import { namesIn } from './folders';
import type { ProjectSettings } from './loadOptions';
import { findTarget } from './targetKind';

export interface BuildScriptOutput {
  /** Undefined where no script has run: the configuration speaks for it. */
  readonly outDir: string | undefined;
  readonly cfg: readonly CfgOption[];
  readonly env: readonly (readonly [name: string, value: string])[];
}

/** What cargo reported of build scripts that we had it run. */
export interface BuildScriptResults {
  /** What the scripts could see of the settings, as `settingsOfScripts` has it. */
  readonly settings: string;
  /** By package id. */
  readonly packages: Readonly<Record<string, BuildScriptResult>>;
}

export interface BuildScriptResult {
  readonly outDir: string;
  /** Options as `rustc --cfg` takes them. */
  readonly cfgs: readonly string[];
  readonly env: readonly (readonly [name: string, value: string])[];
}

/** The settings that build scripts see, in one text. */
export function settingsOfScripts(settings: ProjectSettings): string {
  const { features, noDefaultFeatures, target, extraEnv } = settings;
  return JSON.stringify([features, noDefaultFeatures, target, extraEnv]);
}

/** What scripts said in an earlier run that was kept. It counts until they have run again, even if the settings are others now. */
export class KeptBuildScriptResults {
  /** As in `BuildScriptResults`. */
  readonly settings: string | undefined;
  private readonly outputs = new Map<string, BuildScriptOutput>();

  /** Results whose folder is gone do not count; a file that cannot be read holds none. */
  constructor(file: string) {
    try {
      const { settings, packages } = JSON.parse(readTextFile(file) ?? '') as BuildScriptResults;
      this.settings = settings;
      for (const [id, { outDir, cfgs, env }] of Object.entries(packages))
        if (exists(outDir))
          this.outputs.set(withoutLocalVersion(id), {
            outDir,
            env,
            cfg: cfgs.flatMap((text) => parseCfgOption(text) ?? []),
          });
    } catch {
      // There are no results, or they were damaged: the next run writes them again.
    }
  }

  /** A package in a folder that has another version now has the same script, until that has run again. */
  of({ id }: CargoPackage): BuildScriptOutput | undefined {
    return this.outputs.get(withoutLocalVersion(id));
  }
}

/** In one folder there is one package, whatever its version. */
function withoutLocalVersion(id: string): string {
  return id.startsWith('path+') ? id.replace(/[#@][^#@/]*$/, '') : id;
}

/** Files and folders that a script said it depends on (`rerun-if-changed`), as absolute paths. */
export function rerunPaths({ outDir }: BuildScriptOutput, pack: CargoPackage): string[] {
  const text = (outDir !== undefined && readTextFile(join(dirname(outDir), 'output'))) || '';
  if (text.length > largestOutput) return [];
  const named = [...text.matchAll(/^cargo::?rerun-if-changed=(.+?)\r?$/gm)];
  return named.map(([, path = '']) => resolve(dirname(pack.manifest_path), path));
}

/** Output of more characters than this is not read: a folder of a repository may hold anything. */
const largestOutput = 1 << 22;

interface Run {
  readonly folder: string;
  readonly outputTime: number;
}

/**
 * The build-script runs that stand in a cargo target folder. cargo names a run's folder `package-hash`, and the hash is not ours to
 * compute: of several runs of one package the latest whose compiled script came from the package's own folder counts.
 */
export class BuildScriptOutputs {
  private readonly runs = new Map<string, Run[]>();
  /** By package name, the compiled scripts' dependency files: they name the script's source. */
  private readonly compiled = new Map<string, string[]>();

  constructor(targetDirectory: string, triple: string | undefined) {
    const roots = [targetDirectory, ...(triple === undefined ? [] : [join(targetDirectory, triple)])];
    for (const root of roots)
      for (const profile of ['debug', 'release']) this.scan(join(root, profile, 'build'));
    for (const runs of this.runs.values()) runs.sort((a, b) => b.outputTime - a.outputTime);
  }

  of(pack: CargoPackage): BuildScriptOutput | undefined {
    if (!findTarget(pack, 'build-script')) return undefined;
    const runs = this.runs.get(pack.name) ?? [];
    const run = runs.length > 1 ? (runs.find((each) => this.isRunOf(each, pack)) ?? runs[0]) : runs[0];
    if (!run) return undefined;
    const text = readTextFile(join(run.folder, 'output'));
    return text === undefined || text.length > largestOutput
      ? undefined
      : parseBuildScriptOutput(text, join(run.folder, 'out'));
  }

  private scan(build: string): void {
    for (const entry of namesIn(build)) {
      const name = /^(.+)-[0-9a-f]{16}$/.exec(entry)?.[1];
      if (name === undefined) continue;
      const folder = join(build, entry);
      const outputTime = modifiedAt(join(folder, 'output'));
      if (outputTime !== undefined) appendTo(this.runs, name, { folder, outputTime });
      else appendTo(this.compiled, name, folder);
    }
  }

  /**
   * Tells the versions of a package apart. The script itself prints nothing of its version, but most outputs and the dependency
   * files of compiled scripts hold absolute paths. With one version in the graph every run is its run.
   */
  private isRunOf(run: Run, pack: CargoPackage): boolean {
    const manifestDir = dirname(pack.manifest_path);
    const sources = (this.compiled.get(pack.name) ?? []).flatMap(scriptSources);
    if (sources.every((source) => source.startsWith(manifestDir))) return true;
    const text = readTextFile(join(run.folder, 'output')) ?? '';
    return text.includes(manifestDir) || text.includes(`${pack.name}-${pack.version}`);
  }
}

/** Reads what a build script printed (Cargo Book, "Outputs of the Build Script"), with one colon or two. */
export function parseBuildScriptOutput(text: string, outDir: string): BuildScriptOutput {
  const cfg: CfgOption[] = [];
  const env: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    const match = /^cargo::?(rustc-cfg|rustc-env)=(.*)$/.exec(line);
    const value = match?.[2];
    if (value === undefined) continue;
    if (match?.[1] === 'rustc-cfg') {
      const option = parseCfgOption(value);
      if (option) cfg.push(option);
    } else {
      const equals = value.indexOf('=');
      if (equals > 0) env.push([value.slice(0, equals), value.slice(equals + 1)]);
    }
  }
  return { outDir, cfg, env };
}

/** The source files in the make-style dependency files of a compiled build script. */
function scriptSources(folder: string): string[] {
  const file = namesIn(folder).find((name) => name.endsWith('.d'));
  const text = file === undefined ? undefined : readTextFile(join(folder, file));
  return sourcesOfDepInfo(text ?? '');
}
