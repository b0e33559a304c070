/** What the targets of a package are (Cargo Book, "Cargo Targets"). */
import type { CargoPackage, CargoTarget } from './cargoMetadata';
import type { Crate } from './model';

/** The kind of a target. Libraries of all types but `proc-macro` are one kind. */
export function kindOf({ kind }: CargoTarget): Crate['target'] {
  for (const name of ['proc-macro', 'bin', 'example', 'test', 'bench'] as const)
    if (kind.includes(name)) return name;
  return kind.includes('custom-build') ? 'build-script' : 'lib';
}

/** The first target of one of these kinds. A package has at most one library, which may be of procedural macros. */
export function findTarget(
  { targets }: CargoPackage,
  ...kinds: readonly Crate['target'][]
): CargoTarget | undefined {
  return targets.find((target) => kinds.includes(kindOf(target)));
}

export function isMacroCrate(pack: CargoPackage): boolean {
  return findTarget(pack, 'proc-macro') !== undefined;
}
