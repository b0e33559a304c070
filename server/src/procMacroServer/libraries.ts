/** From a native library of procedural macros, as rust-analyzer names it, to our module of the same crate. */
import { dirname } from 'node:path';
import { disk } from '#platform/disk';
import { buildMessages } from '../analysis/buildMessages';
import { MacroError } from '../expand/expansion';
import type { CargoPackage } from '../project/cargoMetadata';
import { editionOf } from '../project/crateGraph';
import { crateWithId } from '../project/crateWithId';
import { findTarget } from '../project/targetKind';
import { buildMacroModules } from '../toolchain/buildMacroModules';
import { ModuleFiles } from '../toolchain/moduleFiles';
import { readModule } from '../toolchain/moduleStore';
import type { MacroModule } from '../toolchain/types';
import { DescribedLibraries } from './describedLibraries';
import type { LibraryWorkspace } from './libraryWorkspaces';
import { LibraryLocator, type LibraryLocatorOptions, type LocatedLibrary } from './locateLibrary';
import { packageOfSources } from './macroPackage';
import { moduleOfSource } from './moduleOfSource';
import { readNativeLibrary, type NativeLibrary } from './nativeLibrary';
import type { MacroLibraries, MacroLibrary } from './types';

export interface MacroLibrariesOptions extends LibraryLocatorOptions {
  /** Stops a build. */
  readonly signal?: AbortSignal;
}

/**
 * Looks up modules in the store that all workspaces share, and builds those that it lacks.
 *
 * Building is on unless `MACROSCOPE_BUILD_ENABLED` is `false`. That runs cargo, for which our other entries need the user's trust. Here the native library
 * is the proof of it: it exists because rust-analyzer had cargo compile it and run the project's build scripts, without any confinement, or because another
 * build system has done as much; and somebody has named this server in their settings. Our own build of the same packages is confined where the system can do that, unless
 * `MACROSCOPE_BUILD_CONFINE` is `false`.
 */
export function openMacroLibraries(options: MacroLibrariesOptions): MacroLibraries {
  return new Libraries(options);
}

interface Known {
  /** Of the native library's file, when it was looked up. */
  readonly stamp: string | undefined;
  readonly library: Promise<MacroLibrary>;
}

class Libraries implements MacroLibraries {
  private readonly locator: LibraryLocator;
  private readonly described: DescribedLibraries;
  private readonly known = new Map<string, Known>();
  /** One build after the other: those that wait may find what they need. */
  private lastBuild: Promise<void> = Promise.resolve();
  private readonly told = new Set<string>();

  constructor(private readonly options: MacroLibrariesOptions) {
    this.locator = new LibraryLocator(options);
    this.described = new DescribedLibraries(options.startFolder);
  }

  find(path: string): Promise<MacroLibrary> {
    const stamp = disk.statusOf(path)?.stamp;
    const known = this.known.get(path);
    if (known?.stamp === stamp && known !== undefined) return known.library;
    const library = this.lookUp(path, stamp);
    this.known.set(path, { stamp, library });
    // What cannot be had now may be there the next time.
    library.catch(() => this.known.get(path)?.library === library && this.known.delete(path));
    return library;
  }

  private async lookUp(path: string, stamp: string | undefined): Promise<MacroLibrary> {
    const library = readNativeLibrary(path, this.described.find(path));
    const located = await this.locator.locate(library);
    if (!located) {
      const pack = packageOfSources(library);
      const known = pack && this.knownLibrary(library, pack);
      if (known) return known;
      throw this.locator.notFound(library, pack);
    }
    const module = await this.moduleOf(located);
    const { name, edition, manifestDir } = crateWithId(located.home.workspace, located.plan.crate);
    const isLasting = this.isBuilt(located) && module.stale === undefined && !library.described;
    return { module, crateName: name, edition, manifestDir, stamp: isLasting ? stamp : undefined };
  }

  /** The library from a module that is in the store already, where its project is not found. */
  private knownLibrary({ crateName, features }: NativeLibrary, pack: CargoPackage): MacroLibrary | undefined {
    const { environment, resources, onModule } = this.options;
    const files = new ModuleFiles(resources.storeFolder);
    const module = features && moduleOfSource(pack, features, files, environment);
    if (!module) return undefined;
    onModule?.(module, () => readModule(module));
    this.tell(`${pack.name} runs as it was built for another project: its own was not found`);
    const edition = editionOf(findTarget(pack, 'proc-macro')?.edition ?? pack.edition);
    return { module, crateName, edition, manifestDir: dirname(pack.manifest_path), stamp: undefined };
  }

  /** Whether there is a module of just this crate, its dependencies and the compiler. */
  private isBuilt({ home, plan }: LocatedLibrary): boolean {
    return home.modules.files.read(plan.key)?.built === true;
  }

  private async moduleOf(located: LocatedLibrary): Promise<MacroModule> {
    const { home, plan } = located;
    const { modules } = home;
    const isBuilt = (): boolean => this.isBuilt(located);
    if (!isBuilt() && !modules.hasFailed(plan.crate)) {
      const build = this.lastBuild.then(() => (isBuilt() ? undefined : this.build(home)));
      this.lastBuild = build.catch(() => undefined);
      await build;
    }
    const module = modules.moduleOf(plan.crate);
    if (!module) throw new MacroError('module-missing', modules.reasonMissing(plan.crate));
    if (module.stale !== undefined)
      this.tell(`${plan.pack.name} runs as it was before its last changes: ${module.stale}`);
    else if (!isBuilt())
      this.tell(
        `${plan.pack.name} runs as it was built for another project or by another compiler, perhaps with other features`,
      );
    return module;
  }

  /** Builds all that a workspace lacks at once. What cannot be built is told by its own look-up. */
  private async build({ manifest, workspace, modules }: LibraryWorkspace): Promise<void> {
    const { environment, log, signal } = this.options;
    if (environment['MACROSCOPE_BUILD_ENABLED'] === 'false') {
      modules.generalReason = `MACROSCOPE_BUILD_ENABLED is false. Build them with: macroscope build --manifest-path ${manifest}`;
      return;
    }
    try {
      const report = await buildMacroModules({
        modules,
        confine: environment['MACROSCOPE_BUILD_CONFINE'] !== 'false',
        onProgress: (done, total, message) => log(`building ${done}/${total}: ${message}`),
        ...(signal === undefined ? {} : { signal }),
      });
      for (const message of buildMessages(workspace, report)) this.tell(message);
    } catch (error) {
      modules.generalReason = error instanceof Error ? error.message : String(error);
    }
  }

  /** Tells something once. */
  private tell(message: string): void {
    if (!this.told.has(message)) this.options.log(message);
    this.told.add(message);
  }
}
