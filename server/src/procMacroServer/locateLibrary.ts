/** In which workspace, and as which of its packages, a native library was compiled. */
import { MacroError } from '../expand/expansion';
import type { CargoPackage } from '../project/cargoMetadata';
import { isInside } from '../project/isInside';
import { realPath } from '../project/realPath';
import type { MacroPlan } from '../toolchain/macroPlan';
import { candidateProjects } from './candidateProjects';
import { LibraryWorkspaces, type LibraryWorkspace, type LibraryWorkspacesOptions } from './libraryWorkspaces';
import { hasFeatures, planOfSources, plansOfName } from './macroPackage';
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

  constructor(private readonly options: LibraryLocatorOptions) {
    this.workspaces = new LibraryWorkspaces(options);
  }

  /** Undefined when the library is of no workspace that can be found. `pack`: that of the library's sources, as far as they tell. */
  async locate(library: NativeLibrary, pack: CargoPackage | undefined): Promise<LocatedLibrary | undefined> {
    const candidates = this.candidates(library, pack);
    for (const manifest of candidates) {
      const located = await this.locateBySources(manifest, library);
      if (located) return located;
    }
    // The list of its sources is lost, or of no use.
    if (!pack)
      for (const manifest of candidates) {
        const located = await this.locateByName(manifest, library);
        if (located) return located;
      }
    return undefined;
  }

  /** Why there is nothing to be done with a library that could not be located. */
  notFound(library: NativeLibrary, pack: CargoPackage | undefined): MacroError {
    const name = pack ? `${pack.name} ${pack.version}` : library.crateName;
    const candidates = this.candidates(library, pack);
    const looked =
      candidates.length === 0
        ? 'there is no Cargo.toml above it, nor in the folder that the server was started in'
        : `it is no dependency of ${candidates.join(', nor of ')}`;
    return new MacroError(
      'module-missing',
      `The procedural macros of ${name} are not ready: the project that ${library.path} was built for was not found: ${looked}. Start the editor in the project's folder.`,
    );
  }

  private candidates(library: NativeLibrary, pack: CargoPackage | undefined): string[] {
    const { startFolder, environment } = this.options;
    return candidateProjects(library, pack, startFolder, environment);
  }

  /** Looks for the package that the library's sources belong to, with the features that it was compiled with. */
  private async locateBySources(
    manifest: string,
    library: NativeLibrary,
  ): Promise<LocatedLibrary | undefined> {
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

  /** Looks for the only crate of the library's name, if this is the workspace that the library was built in. */
  private async locateByName(manifest: string, library: NativeLibrary): Promise<LocatedLibrary | undefined> {
    const home = await this.workspaces.of(manifest, 'default', library.modified);
    const folder = home.workspace.metadata?.target_directory;
    if (folder === undefined || !isInside(realPath(folder), realPath(library.path))) return undefined;
    const [plan, ...more] = plansOfName(library, home.modules.plans);
    return plan && more.length === 0 ? { home, plan } : undefined;
  }
}
