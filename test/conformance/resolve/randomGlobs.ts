import { Random } from '../procedural/differential/randomTokens';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/**
 * A crate of modules that have the macro `m`, or a module `x` with one, from one another by globs; two or three have one of their own. Before one
 * call stands `$0`. Each macro stands for a string of its own. What is meant depends on the order in which the imports are resolved. The same for
 * the same seed; many are ambiguous.
 */
export function randomGlobs(seed: number): string {
  const random = new Random(seed);
  const inModules = random.below(3) === 0;
  const modules = shuffled(names.slice(0, 4 + random.below(3)), random);
  const holders = modules.slice(0, 2 + random.below(2));
  const caller = random.pick(modules.filter((name) => !holders.includes(name)));
  const written = modules.map((name) => {
    const uses = shuffled(
      names.filter((other) => other !== name && modules.includes(other)),
      random,
    ).slice(0, holders.includes(name) ? random.below(2) : 1 + random.below(3));
    const items = uses.map((other) => importOf(other, inModules ? 'x' : 'm', random));
    if (holders.includes(name)) {
      const own = `macro_rules! m { () => { "v${name}" } } pub(crate) use m;`;
      items.splice(random.below(items.length + 1), 0, inModules ? `pub(crate) mod x { ${own} }` : own);
    }
    if (name === caller) items.push(`pub const cursor: &str = $0${inModules ? 'x::' : ''}m!();`);
    return `mod ${name} { ${items.join(' ')} }`;
  });
  return `${shuffled(written, random).join('\n')}\n`;
}

function importOf(name: string, imported: string, random: Random): string {
  const visibility = random.below(8) === 0 ? '' : 'pub(crate) ';
  return `${visibility}use crate::${name}::${random.below(10) === 0 ? imported : '*'};`;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  return list.map(() => left.splice(random.below(left.length), 1)[0]).filter((each) => each !== undefined);
}
