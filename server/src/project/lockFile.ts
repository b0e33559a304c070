import { appendTo } from './appendTo';
import { isTable, readToml, stringAt, stringsAt } from './manifest';

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `registry+…`, `git+…#commit`; undefined for a package of the workspace or at a path. */
  readonly source: string | undefined;
  /** `name`, `name version` or `name version (source)`: as much as makes it unique. */
  readonly dependencies: readonly string[];
  /** What `[replace]` has put in the place of the package, named as dependencies are. */
  readonly replace: string | undefined;
}

/** The packages that a Cargo.lock pins, by name. A missing or broken file pins none. */
export class LockFile {
  private readonly byName = new Map<string, LockedPackage[]>();
  private readonly listed = new Map<LockedPackage, ReadonlyMap<string, readonly (readonly string[])[]>>();

  constructor(file: string) {
    const parsed = readToml(file);
    const packages = parsed.ok ? parsed.table['package'] : undefined;
    for (const table of Array.isArray(packages) ? packages.filter(isTable) : []) {
      const [name, version] = [stringAt(table, 'name'), stringAt(table, 'version')];
      if (name === undefined || version === undefined) continue;
      const locked = {
        name,
        version,
        source: stringAt(table, 'source'),
        dependencies: stringsAt(table, 'dependencies'),
        replace: stringAt(table, 'replace'),
      };
      appendTo(this.byName, name, locked);
    }
  }

  get isEmpty(): boolean {
    return this.byName.size === 0;
  }

  /** The pinned packages that the dependency `name` of a package may mean: more than one when a lock entry lists several versions. */
  dependencyOf(
    pack: { readonly name: string; readonly version: string; readonly source: string | null },
    name: string,
  ): readonly LockedPackage[] {
    const users = this.byName.get(pack.name)?.filter(({ version }) => version === pack.version) ?? [];
    // One of another source stands for it where it overrides that one.
    const user = users.find(({ source }) => source === (pack.source ?? undefined)) ?? users[0];
    const listed = (user && this.listedBy(user).get(name)) ?? [];
    return (this.byName.get(name) ?? []).filter((each) => listed.some((words) => isNamedBy(each, words)));
  }

  /** The package that `[replace]` has put in the place of one, where its source is written down: not for one at a path. */
  replacementOf({ name, replace }: LockedPackage): LockedPackage | undefined {
    const words = replace?.split(' ');
    if (words?.[2] === undefined) return undefined;
    return this.byName.get(name)?.find((each) => isNamedBy(each, words));
  }

  /** The words of each dependency of an entry, by its name. */
  private listedBy(user: LockedPackage): ReadonlyMap<string, readonly (readonly string[])[]> {
    const known = this.listed.get(user);
    if (known) return known;
    const listed = new Map<string, string[][]>();
    for (const text of user.dependencies) {
      const words = text.split(' ');
      appendTo(listed, words[0] ?? '', words);
    }
    this.listed.set(user, listed);
    return listed;
  }
}

/** Whether the words `name version (source)`, of which the last ones may be missing, name the package. */
function isNamedBy(
  { version, source }: LockedPackage,
  [, named = version, namedSource]: readonly string[],
): boolean {
  const isSource = namedSource === undefined || namedSource === `(${source?.split('#')[0] ?? ''})`;
  return named === version && isSource;
}
