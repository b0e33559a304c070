import type { CrateGraph } from '../../project/model';
import type { MacroDefinition } from '../../resolve/definition';

/**
 * Whether the stepper passes a macro over. `patterns`: names of macros (`vec`, `vec!`), of crates (`serde`), or both (`log::info`). `std` stands for
 * all crates of the standard library.
 */
export function hidesMacro(
  graph: CrateGraph,
  patterns: readonly string[],
): (definition: MacroDefinition) => boolean {
  const hidden = new Set(patterns.map((pattern) => pattern.replace(/!$/, '')));
  return ({ name, crate: id }) => {
    const crate = graph.crates[id];
    const crateName = crate?.origin === 'sysroot' ? 'std' : (crate?.name ?? '');
    return hidden.has(name) || hidden.has(crateName) || hidden.has(`${crateName}::${name}`);
  };
}
