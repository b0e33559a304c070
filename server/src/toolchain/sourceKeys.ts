/** Names for the source of a package, by which a module is found that was built from the same source for whatever project. */
import { dirname } from 'node:path';
import type { CargoPackage } from '../project/cargoMetadata';
import { hashFolder, hashOf } from './contentHash';

/** Where a package comes from, or the hash of its files when those may change at any time. */
export function sourceHashOf(
  pack: Pick<CargoPackage, 'name' | 'version' | 'source' | 'manifest_path'>,
): string {
  return hashOf(pack.name, pack.version, pack.source ?? hashFolder(dirname(pack.manifest_path)));
}

/** First with the package's features, and then without. `sourceHash`: as {@link sourceHashOf} gives it. */
export function sourceKeysOf(sourceHash: string, features: readonly string[]): readonly [string, string] {
  return [hashOf(sourceHash, ...[...features].sort()), sourceHash];
}
