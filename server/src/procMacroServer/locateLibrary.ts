/** In which workspace, and as which of its packages, a native library was compiled. */
import { dirname } from 'node:path';
import { MacroError } from '../expand/expansion';
import type { CargoPackage } from '../project/cargoMetadata';
import { isInside } from '../project/isInside';
import { realPath } from '../project/realPath';
import type { MacroPlan } from '../toolchain/macroPlan';
import { likelyProjects, otherProjects, projectsOfCopy } from './candidateProjects';
import { LibraryWorkspaces, type LibraryWorkspace, type LibraryWorkspacesOptions } from './libraryWorkspaces';
import { hasFeatures, isCopy, packageOfSources, planOfSources, plansOfName } from './macroPackage';
import type { NativeLibrary } from './nativeLibrary';

export interface LibraryLocatorOptions extends LibraryWorkspacesOptions {
  /** Absolute path of the folder that rust-analyzer has started the server in, which is usually that of the project. */
  readonly startFolder: string;
}

/** A macro crate in the workspace that it was found in. */
export interface LocatedLibrary {
  readonly home: LibraryWorkspace;
  readonly plan: MacroPlan;
}

export class LibraryLocator {
  private readonly workspaces: LibraryWorkspaces;
  /** By the folder of a library. */
  private readonly likely = new Map<string, readonly string[]>();

  constructor(private readonly options: LibraryLocatorOptions) {
    this.workspaces = new LibraryWorkspaces(options);
  }

  /** Undefined when the library is of no workspace that can be found. */
  async locate(library: NativeLibrary): Promise<LocatedLibrary | undefined> {
    const likely = this.likelyProjects(library);
    const located = await this.locateBySources(likely, library);
    if (located) return located;
    const pack = packageOfSources(library);
    const others = this.otherProjects(library, pack);
    return (
      (await this.locateBySources(others, library)) ??
      // The list of its sources is lost, or of no use.
      (pack ? undefined : await this.locateByName([...likely, ...others], library))
    );
  }

  /** Why there is nothing to be done with a library that could not be located. */
  notFound(library: NativeLibrary, pack: CargoPackage | undefined): MacroError {
    const name = pack ? `${pack.name} ${pack.version}` : library.crateName;
    if (library.described && !pack) {
      const { description, rootFile } = library.described;
      return new MacroError(
        'module-missing',
        `The procedural macros of ${name} are not ready: ${description} has them compiled from ${rootFile}, which is no macro crate of that name in a package of cargo's, and only packages can be compiled for WebAssembly. Put a Cargo.toml beside its sources.`,
      );
    }
    const candidates = [...this.likelyProjects(library), ...this.otherProjects(library, pack)];
    const looked =
      candidates.length === 0
        ? 'there is no Cargo.toml above it, nor in the folder that the server was started in'
        : `it is no dependency of ${candidates.join(', nor of ')}`;
    return new MacroError(
      'module-missing',
      `The procedural macros of ${name} are not ready: the project that ${library.path} was built for was not found: ${looked}. Start the editor in the project's folder.`,
    );
  }

  private likelyProjects({ path }: NativeLibrary): readonly string[] {
    const { startFolder, environment } = this.options;
    const folder = dirname(path);
    const known = this.likely.get(folder) ?? likelyProjects(folder, startFolder, environment);
    this.likely.set(folder, known);
    return known;
  }

  private otherProjects(library: NativeLibrary, pack: CargoPackage | undefined): string[] {
    const likely = this.likelyProjects(library);
    const { environment } = this.options;
    const isDescribedCopy =
      library.described !== undefined && pack !== undefined && isCopy(pack, environment);
    const others = isDescribedCopy
      ? projectsOfCopy(pack)
      : otherProjects(dirname(library.path), pack, environment);
    return others.filter((manifest) => !likely.includes(manifest));
  }

  private async locateBySources(
    manifests: readonly string[],
    library: NativeLibrary,
  ): Promise<LocatedLibrary | undefined> {
    for (const manifest of manifests) {
      const located = await this.locateIn(manifest, library);
      if (located) return located;
    }
    return undefined;
  }

  /** Looks for the package that the library's sources belong to, with the features that it was compiled with. */
  private async locateIn(manifest: string, library: NativeLibrary): Promise<LocatedLibrary | undefined> {
    const others: LocatedLibrary[] = [];
    for (const choice of ['default', 'all'] as const) {
      const home = await this.workspaces.of(manifest, choice, library.modified);
      const plan = planOfSources(library, home.workspace, home.modules.plans);
      if (plan && hasFeatures(plan.node.features, library.features)) return { home, plan };
      if (plan) others.push({ home, plan });
    }
    const { features = [] } = library;
    // What a feature brings is there only where it is on, and can be left out.
    const wider = others.find(({ plan }) => features.every((name) => plan.node.features.includes(name)));
    if (wider) return this.withFeatures(wider, features);
    const [nearest] = others;
    if (nearest)
      this.options.log(
        `${nearest.plan.pack.name} was compiled with the features ${features.join(', ')}, which nothing in ${manifest} asks for: it is taken with ${nearest.plan.node.features.join(', ')}`,
      );
    return nearest;
  }

  private withFeatures(
    { home, plan }: LocatedLibrary,
    features: readonly string[],
  ): LocatedLibrary | undefined {
    const narrowed = this.workspaces.withFeatures(home, plan.pack.id, features);
    const narrowedPlan = narrowed.modules.plans.find(({ pack }) => pack.id === plan.pack.id);
    return narrowedPlan && { home: narrowed, plan: narrowedPlan };
  }

  /** Looks for the only crate of the library's name in the workspace that the library was built in. */
  private async locateByName(
    manifests: readonly string[],
    library: NativeLibrary,
  ): Promise<LocatedLibrary | undefined> {
    for (const manifest of manifests) {
      const home = await this.workspaces.of(manifest, 'default', library.modified);
      const folder = home.workspace.metadata?.target_directory;
      if (folder === undefined || !isInside(realPath(folder), realPath(library.path))) continue;
      const [plan, ...more] = plansOfName(library, home.modules.plans);
      if (plan && more.length === 0) return { home, plan };
    }
    return undefined;
  }
}
