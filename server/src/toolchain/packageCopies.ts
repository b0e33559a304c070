/** Copies of packages with their sources changed so that they compile to WebAssembly, or so that what they make does. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { CargoPackage } from '../project/cargoMetadata';
import { kindOf } from '../project/targetKind';
import { mayRedirectCanonicalize, redirectCanonicalize } from './canonicalizeCalls';
import { hashFolder, packageFiles } from './contentHash';
import type { PackageGraph } from './macroPlan';
import { admitProcMacro, markDeclarations, markQuotedDeclarations } from './rewriteSource';
import { chooseWideAlgorithms } from './wordAlgorithms';
import { writeIfChanged } from './writeIfChanged';

/** Copies a package with its Rust files changed. Files that are gone from the source go from the copy. The manifest is the caller's, unless `withManifest`. */
export function copyPackage(
  source: string,
  destination: string,
  rewrite: (path: string, text: string) => string,
  withManifest = false,
): void {
  mkdirSync(destination, { recursive: true });
  const files = packageFiles(source).filter((path) => path !== 'Cargo.toml' && path !== 'Cargo.lock');
  const kept = new Set(files);
  for (const path of packageFiles(destination))
    if (!kept.has(path) && path !== 'Cargo.toml') rmSync(join(destination, path), { force: true });
  for (const path of files) {
    const bytes = readFileSync(join(source, path));
    const content = path.endsWith('.rs') ? Buffer.from(rewrite(path, bytes.toString('utf8'))) : bytes;
    writeIfChanged(join(destination, path), content);
  }
  if (withManifest) writeIfChanged(join(destination, 'Cargo.toml'), readFileSync(join(source, 'Cargo.toml')));
}

/**
 * Other packages that need changes: those whose macros, of whichever kind, declare procedural macros in the crate that calls them,
 * libraries that leave out their use of `proc_macro` on WebAssembly, that make paths canonical, or that choose algorithms by the width of
 * words. Their copies take their place by `[patch]`, from a folder that all workspaces share.
 *
 * @param modules Ids of the packages that modules are made of.
 * @returns By package id: absolute paths of the copies.
 */
export function patchPackages(
  modules: readonly string[],
  graph: PackageGraph,
  storeFolder: string,
): Map<string, string> {
  const patches = new Map<string, string>();
  const usedByCompiler = graph.usedByCompiler(modules);
  for (const id of new Set(modules.flatMap((module) => [...graph.closure(module)]))) {
    const pack = graph.package(id);
    if (!pack?.source?.startsWith('registry+')) continue;
    const source = dirname(pack.manifest_path);
    // One that others are compiled from runs in rustc: what matters is what it puts out.
    const change = graph.isMacroCrate(id)
      ? (_: string, text: string) => markQuotedDeclarations(text)
      : libraryChange(pack, usedByCompiler.has(id));
    const needsChange = (path: string): boolean => {
      const text = readFileSync(join(source, path), 'utf8');
      return change(path, text) !== text;
    };
    if (!packageFiles(source).some((path) => path.endsWith('.rs') && needsChange(path))) continue;
    const variant = usedByCompiler.has(id) ? 'host-' : '';
    const destination = join(
      storeFolder,
      'patched',
      `${pack.name}-${pack.version}-${variant}${hashFolder(source).slice(0, 8)}`,
    );
    copyPackage(source, destination, change, true);
    patches.set(id, destination);
  }
  return patches;
}

/**
 * How the files of a package are changed that is compiled to WebAssembly. With `forCompiler` it is compiled for this machine as well, whose
 * standard library is the original: then paths are made canonical by that alone. The same holds for build scripts.
 */
export function libraryChange(
  pack: CargoPackage,
  forCompiler = false,
): (path: string, text: string) => string {
  const folder = dirname(pack.manifest_path);
  const always = (text: string): string => admitProcMacro(markDeclarations(text));
  const scripts = pack.targets.filter((target) => kindOf(target) === 'build-script');
  const isScript = (path: string): boolean =>
    scripts.some(({ src_path }) => {
      const script = relative(folder, src_path).split(sep).join('/');
      // A script that has a folder for itself may have modules there.
      return path === script || (/^(?!src\/).+\//.test(script) && dirname(path) === dirname(script));
    });
  const texts = new Map(
    packageFiles(folder)
      .filter((path) => path.endsWith('.rs') && !isScript(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const redirects = !forCompiler && mayRedirectCanonicalize([...texts.values()]);
  const chooseWide = chooseWideAlgorithms(texts);
  return (path, text) => {
    if (isScript(path)) return always(text);
    const chosen = chooseWide(path, always(text));
    return redirects ? redirectCanonicalize(chosen) : chosen;
  };
}
