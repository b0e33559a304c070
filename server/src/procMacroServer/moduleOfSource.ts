import { join } from 'node:path';
import type { Environment } from '../platform/program';
import type { CargoPackage } from '../project/cargoMetadata';
import { isInside } from '../project/isInside';
import { cratesIo } from '../project/sourceReplacement';
import { realPath } from '../project/realPath';
import { cargoHome } from '../project/toolHomes';
import type { ModuleFiles } from '../toolchain/moduleFiles';
import { sourceHashOf, sourceKeysOf } from '../toolchain/sourceKeys';
import type { MacroModule } from '../toolchain/types';
import { isCopy } from './macroPackage';

/** A module that was built before of a package with the same features, for whatever project. Undefined where the package cannot be told for certain. */
export function moduleOfSource(
  pack: CargoPackage,
  features: readonly string[],
  files: ModuleFiles,
  environment: Environment,
): MacroModule | undefined {
  const isFromCratesIo = isDownload(pack, environment);
  if (!isFromCratesIo && isCopy(pack, environment)) return undefined;
  const source = isFromCratesIo ? cratesIo : null;
  const [key] = sourceKeysOf(sourceHashOf({ ...pack, source }), features);
  return files.readBySource([key]);
}

/** Whether cargo has downloaded a package from crates.io, where a version never changes. The folder is named after the registry's address. */
function isDownload({ manifest_path }: CargoPackage, environment: Environment): boolean {
  const downloads = realPath(join(cargoHome(environment), 'registry/src'));
  const path = realPath(manifest_path);
  return isInside(downloads, path) && /^[\\/]index\.crates\.io-/.test(path.slice(downloads.length));
}
