/** `[replace]` of a root manifest (Cargo Book, "The `[replace]` section"). */
import { join, resolve } from 'node:path';
import type { Table } from './manifest';
import { isTable, stringAt, tableAt } from './manifest';
import { addressOf, cratesIo } from './sourceReplacement';

/** What a package of a lock file is known by. */
interface KnownPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
}

export class PackageReplacements {
  /** By name, version and address: the manifest of the package at a path that takes the place. */
  private readonly manifests = new Map<string, string>();

  constructor(rootManifest: Table, workspaceDir: string) {
    for (const [specification, table] of Object.entries(tableAt(rootManifest, 'replace'))) {
      const path = isTable(table) ? stringAt(table, 'path') : undefined;
      const replaced = readSpecification(specification);
      if (path !== undefined && replaced)
        this.manifests.set(keyOf(replaced), join(resolve(workspaceDir, path), 'Cargo.toml'));
    }
  }

  /** The absolute path of the manifest that is used in the place of a package of a registry or repository. */
  manifestFor(replaced: KnownPackage): string | undefined {
    return replaced.source === undefined ? undefined : this.manifests.get(keyOf(replaced));
  }
}

/** `name:version` or `name@version`, with `address#` in front for another source than crates.io (Cargo Book, "Package ID Specifications"). */
function readSpecification(text: string): KnownPackage | undefined {
  const [, address, named, version] = /^(?:(.*)#)?(?:([^#:@/]+)[:@])?([^#:@/]+)$/.exec(text) ?? [];
  const name = named ?? address?.replace(/^.*\//, '').replace(/\.git$/, '');
  return name === undefined || version === undefined
    ? undefined
    : { name, version, source: address ?? cratesIo };
}

function keyOf({ name, version, source = '' }: KnownPackage): string {
  return [name, version, addressOf(source)].join(' ');
}
