/** Questions to cargo and rustc. Only for trusted workspaces: both obey files of the project. */
import { dirname } from 'node:path';
import type { CargoMetadata } from './cargoMetadata';
import type { CfgOption } from './cfgSet';
import { parseCfgLines } from './cfgSet';
import type { LoadOptions, ProjectSettings } from './loadOptions';
import type { ProjectProblem } from './model';
import type { ProgramResult } from '../platform/program';
import { runProgram } from '#platform/runProgram';

const metadataTimeout = 120_000;
const rustcTimeout = 30_000;

export interface RustcFacts {
  /** What `rustc -vV` prints: it identifies the compiler. */
  readonly version: string;
  readonly sysroot: string;
  readonly host: string;
  readonly cfg: readonly CfgOption[];
}

export interface CargoAnswer {
  readonly metadata: CargoMetadata | undefined;
  readonly problems: readonly ProjectProblem[];
}

/**
 * What rustc is in charge in this folder; undefined when there is none or it fails. `target`: the triple to ask about, undefined for the machine's
 * own; `rustflags` are cargo's for it.
 */
export async function askRustc(
  options: LoadOptions,
  folder: string,
  target: string | undefined,
  rustflags: readonly string[],
): Promise<RustcFacts | undefined> {
  const rustc = options.rustcPath ?? options.env['RUSTC'] ?? 'rustc';
  const run = (...args: string[]): Promise<ProgramResult> =>
    runProgram(rustc, args, {
      cwd: folder,
      env: options.env,
      timeoutMillis: rustcTimeout,
      ...(options.signal ? { signal: options.signal } : {}),
    });
  const print = [
    '--print',
    'sysroot',
    '--print',
    'cfg',
    ...(target === undefined ? [] : ['--target', target]),
  ];
  const [version, asked] = await Promise.all([run('-vV'), run(...print, ...rustflags)]);
  // Flags that rustc refuses are the project's mistake, which cargo tells: the compiler is known nevertheless.
  const printed = asked.code === 0 || rustflags.length === 0 ? asked : await run(...print);
  const host = /^host: (.*)$/m.exec(version.stdout)?.[1];
  if (host === undefined || printed.code !== 0) return undefined;
  const firstLine = printed.stdout.indexOf('\n');
  return {
    version: version.stdout,
    host,
    sysroot: printed.stdout.slice(0, firstLine).trim(),
    cfg: parseCfgLines(printed.stdout.slice(firstLine + 1)),
  };
}

/**
 * Runs `cargo metadata` for some targets: from what is on the disk; without the user's features when cargo refuses those; over the network last, if
 * that is allowed. The problems say in cargo's own words why an attempt failed.
 */
export async function askCargoMetadata(
  options: LoadOptions,
  manifest: string,
  triples: readonly string[],
): Promise<CargoAnswer> {
  const features = featureArguments(options.settings);
  const first = await cargoMetadata(options, manifest, triples, [...features, '--offline']);
  if (first.metadata) return { metadata: first.metadata, problems: [] };
  const problems = [first.problem];
  if (first.notFound) return { metadata: undefined, problems };

  const withoutFeatures = features.length === 0 ? [] : [['--offline']];
  const overNetwork = options.allowNetwork ? [features] : [];
  for (const attempt of [...overNetwork, ...withoutFeatures]) {
    const { metadata } = await cargoMetadata(options, manifest, triples, attempt);
    if (metadata) return { metadata, problems: attempt === features ? [] : problems };
  }
  return { metadata: undefined, problems };
}

/** cargo's arguments for the features that the user wants. */
export function featureArguments(settings: ProjectSettings): string[] {
  const args = settings.noDefaultFeatures ? ['--no-default-features'] : [];
  if (settings.features === 'all') return [...args, '--all-features'];
  return settings.features.length === 0 ? args : [...args, '--features', settings.features.join(',')];
}

type Attempt =
  | { readonly metadata: CargoMetadata }
  | { readonly metadata?: undefined; readonly problem: ProjectProblem; readonly notFound: boolean };

async function cargoMetadata(
  options: LoadOptions,
  manifest: string,
  triples: readonly string[],
  further: readonly string[],
): Promise<Attempt> {
  const cargo = options.cargoPath ?? 'cargo';
  const args = [
    'metadata',
    '--format-version',
    '1',
    '--manifest-path',
    manifest,
    ...triples.flatMap((triple) => ['--filter-platform', triple]),
  ];
  const result = await runProgram(cargo, [...args, ...further], {
    cwd: dirname(manifest),
    env: options.env,
    timeoutMillis: metadataTimeout,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (result.code === 0) {
    const metadata = parseMetadata(result.stdout);
    if (metadata) return { metadata };
  }
  const notFound = result.failure?.endsWith('was not found') ?? false;
  return {
    notFound,
    problem: notFound
      ? {
          code: 'no-cargo',
          message:
            'cargo was not found: crates are taken from the manifests and Cargo.lock. Install Rust, or set the ' +
            'path of cargo.',
        }
      : {
          code: 'cargo-failed',
          message: `cargo metadata failed: ${result.failure ?? cargoError(result.stderr)}`,
        },
  };
}

/** The JSON is cargo's: its shape is taken on trust, but a cut-off text is not. */
function parseMetadata(json: string): CargoMetadata | undefined {
  try {
    return JSON.parse(json) as CargoMetadata;
  } catch {
    return undefined;
  }
}

/** The first error that cargo printed, with its causes, on one line. */
export function cargoError(stderr: string): string {
  const lines = stderr.split('\n');
  const start = lines.findIndex((line) => line.startsWith('error'));
  if (start < 0) return lines.find((line) => line.trim() !== '')?.trim() ?? 'it gave no reason';
  const error = (lines[start] ?? '').replace(/^error(\[\w+\])?:\s*/, '');
  const causes = lines
    .slice(start + 1)
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'Caused by:' && !line.startsWith('-->'));
  return [error, ...causes].slice(0, 6).join(': ').replace(/::/g, ':').slice(0, 600);
}
