/** The part of `cargo metadata --format-version 1` that we use. The manifest reader produces the same shape when no cargo runs. */
export interface CargoTarget {
  readonly kind: readonly string[];
  readonly name: string;
  readonly src_path: string;
  readonly edition: string;
}

/** A dependency as the manifest declares it. */
export interface CargoDependency {
  readonly name: string;
  /** The key in the manifest's table, where it differs from the name. */
  readonly rename: string | null;
  readonly kind: DependencyKind;
  /** The requirement of the version. */
  readonly req: string;
  readonly optional: boolean;
  readonly uses_default_features: boolean;
  readonly features: readonly string[];
  /** The key of its `[target.…]` table. */
  readonly target: string | null;
  /** Address of the index, for a registry other than the default one. */
  readonly registry: string | null;
  /** Absolute path of the folder, for a path dependency. */
  readonly path?: string;
}

/** The name by which the package's features speak of a dependency. */
export function dependencyKey({ rename, name }: CargoDependency): string {
  return rename ?? name;
}

export type DependencyKind = null | 'dev' | 'build';

export interface CargoPackage {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** null for a package in the workspace or at a path. */
  readonly source: string | null;
  readonly manifest_path: string;
  readonly edition: string;
  readonly authors: readonly string[];
  readonly description: string | null;
  readonly homepage: string | null;
  readonly repository: string | null;
  readonly license: string | null;
  readonly license_file: string | null;
  readonly readme: string | null;
  readonly rust_version: string | null;
  readonly links: string | null;
  readonly targets: readonly CargoTarget[];
  readonly dependencies: readonly CargoDependency[];
  /** What each feature switches on. */
  readonly features: Readonly<Record<string, readonly string[]>>;
}

export interface CargoNodeDependency {
  /** The name under which code reaches the dependency. */
  readonly name: string;
  readonly pkg: string;
  /** `target` is the key of the `[target.…]` table that the dependency stands in. */
  readonly dep_kinds: readonly { readonly kind: DependencyKind; readonly target?: string | null }[];
}

export interface CargoNode {
  readonly id: string;
  readonly deps: readonly CargoNodeDependency[];
  readonly features: readonly string[];
  /**
   * The package as it is compiled for the machine that compiles, for build scripts and macros, where it is compiled for the target as well.
   * Not of cargo's: `compiledPackages.ts` gives it.
   */
  readonly host?: CargoNode;
}

export interface CargoMetadata {
  readonly packages: readonly CargoPackage[];
  readonly workspace_members: readonly string[];
  readonly workspace_root: string;
  readonly target_directory: string;
  /** Where what is no result of a build lies, since cargo 1.91; before that in the target folder. */
  readonly build_directory?: string;
  readonly resolve: { readonly nodes: readonly CargoNode[] };
}

/** Absolute path of the folder in which build scripts have run. */
export function buildDirectoryOf({ build_directory, target_directory }: CargoMetadata): string {
  return build_directory ?? target_directory;
}
