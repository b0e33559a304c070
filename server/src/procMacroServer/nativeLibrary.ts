/** What cargo left on the disk about a native library of procedural macros. The library itself is never opened. */
import { basename, dirname, join } from 'node:path';
import { disk } from '#platform/disk';
import { MacroError } from '../expand/expansion';
import { sourcesOfDepInfo } from '../project/depInfo';
import { isFolder, readSmallTextFile } from '../project/files';
import { namesIn } from '../project/folders';
import type { DescribedLibrary } from './describedLibraries';

export interface NativeLibrary {
  /** Absolute path. */
  readonly path: string;
  /** With underscores, as the file's name has it. */
  readonly crateName: string;
  /** When it was written, in milliseconds since 1970. */
  readonly modified: number;
  /** The files that it was compiled from, as rustc was given them: absolute, or relative to the workspace. Empty: not known. */
  readonly sources: readonly string[];
  /** The package's name; undefined: not known. */
  readonly packageName: string | undefined;
  /** Sorted; undefined: not known. */
  readonly features: readonly string[] | undefined;
  /** What another build system says of it; undefined for a library of cargo's. */
  readonly described: DescribedLibrary | undefined;
}

/** In bytes. cargo and rustc write some thousands. */
const largestFile = 4 << 20;

/** The hash is cargo's: no two builds of different packages, features or profiles have the same. A library outside of `deps` has none. */
const libraryName = /^(?:lib)?(?<crate>[A-Za-z_]\w*?)(?:-(?<hash>[0-9a-f]{16}))?\.(?:so|dylib|dll)$/;

/** What other build systems put behind a crate's name is their own. */
const describedName = /^(?:lib)?([A-Za-z_]\w*)/;

/**
 * Reads what lies beside a library: rustc's list of source files, and cargo's fingerprint (cargo/core/compiler/layout.rs). `described`: what the
 * build system says of it, where that is not cargo.
 *
 * @throws MacroError `module-missing` when there is no such library.
 */
export function readNativeLibrary(path: string, described?: DescribedLibrary): NativeLibrary {
  const file = basename(path);
  const name = libraryName.exec(file)?.groups;
  const crateName = described?.name ?? name?.['crate'] ?? (described && describedName.exec(file)?.[1]);
  const status = disk.statusOf(path);
  if (crateName === undefined)
    throw new MacroError(
      'module-missing',
      `${path} is not named as cargo names a library of procedural macros.`,
    );
  if (status?.kind !== 'file')
    throw new MacroError(
      'module-missing',
      `The procedural macros of ${crateName} are not ready: there is no file ${path}.`,
    );
  const hash = name?.['hash'] ?? hashOfTwin(path, crateName, status.stamp);
  const unit = hash === undefined ? undefined : readUnit(path, crateName, hash);
  return {
    path,
    crateName,
    modified: status.modified,
    sources: [...(described ? [described.rootFile] : []), ...readSources(path)],
    packageName: unit?.packageName,
    features: unit?.features ?? described?.features,
    described,
  };
}

/** cargo links a library of the workspace from `deps` to the folder above it, where its name has no hash. */
function hashOfTwin(path: string, crateName: string, stamp: string): string | undefined {
  const folder = join(dirname(path), 'deps');
  for (const name of namesIn(folder)) {
    const groups = libraryName.exec(name)?.groups;
    if (groups?.['crate'] === crateName && disk.statusOf(join(folder, name))?.stamp === stamp)
      return groups['hash'];
  }
  return undefined;
}

/** rustc's dep-info has the name of the crate, cargo's that of the library without its ending. */
function readSources(path: string): string[] {
  const stem = basename(path).replace(/\.\w+$/, '');
  for (const name of new Set([stem.replace(/^lib/, ''), stem])) {
    const text = readSmallTextFile(join(dirname(path), `${name}.d`), largestFile);
    if (text !== undefined) return sourcesOfDepInfo(text);
  }
  return [];
}

/** The folder of a build unit's fingerprint is `.fingerprint/PACKAGE-HASH` beside `deps`, or `build/PACKAGE/HASH/fingerprint` beside `out`. */
function readUnit(
  path: string,
  crateName: string,
  hash: string,
): { readonly packageName: string; readonly features: readonly string[] | undefined } | undefined {
  const folder = dirname(path);
  const unit = dirname(folder);
  if (basename(unit) === hash)
    return { packageName: basename(dirname(unit)), features: readFeatures(join(unit, 'fingerprint')) };
  const fingerprints = join(basename(folder) === 'deps' ? unit : folder, '.fingerprint');
  const own = nameOfUnit(fingerprints, crateName, hash);
  if (own === undefined) return undefined;
  return {
    packageName: own.slice(0, -`-${hash}`.length),
    features: readFeatures(join(fingerprints, own)),
  };
}

/** A target folder may have many thousand units: they are listed only where the package is not called as its library is. */
function nameOfUnit(fingerprints: string, crateName: string, hash: string): string | undefined {
  const usual = [crateName, crateName.replaceAll('_', '-')].map((name) => `${name}-${hash}`);
  return (
    usual.find((name) => isFolder(join(fingerprints, name))) ??
    namesIn(fingerprints).find((name) => name.endsWith(`-${hash}`))
  );
}

/** The field is the text of an array of texts (cargo/core/compiler/fingerprint/mod.rs, `Fingerprint`). */
function readFeatures(folder: string): readonly string[] | undefined {
  const file = namesIn(folder).find((name) => /^lib-.*\.json$/.test(name));
  try {
    const text = file && readSmallTextFile(join(folder, file), largestFile);
    const fingerprint = JSON.parse(text ?? 'null') as unknown;
    if (typeof fingerprint !== 'object' || fingerprint === null || !('features' in fingerprint))
      return undefined;
    const features = JSON.parse(String(fingerprint.features)) as unknown;
    const isList = Array.isArray(features) && features.every((each) => typeof each === 'string');
    return isList ? [...(features as string[])].sort() : undefined;
  } catch {
    return undefined;
  }
}
