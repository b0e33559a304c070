import type { Crate, CrateGraph, CrateId } from './model';

/** @throws RangeError when the graph has no such crate, which is a fault of ours. */
export function crateWithId({ crates }: Pick<CrateGraph, 'crates'>, id: CrateId): Crate {
  const crate = crates[id];
  if (!crate) throw new RangeError(`unknown crate ${id}`);
  return crate;
}
