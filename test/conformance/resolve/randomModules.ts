import { Random } from '../procedural/differential/randomTokens';

interface Module {
  readonly path: readonly string[];
  readonly items: string[];
  readonly children: Module[];
  /** The macros that paths find in it. */
  readonly macros: Set<string>;
  /** False for one that a macro makes: nothing is added to it. */
  readonly isWritten: boolean;
}

const macroNames = ['m', 'n', 'o'];
const moduleNames = ['a', 'b', 'c'];
const deepest = 2;

const prologue = `#![feature(decl_macro)]
macro_rules! define { ($name:ident $value:tt) => { macro_rules! $name { () => { $value } } } }
macro_rules! pass { ($($item:item)*) => { $($item)* } }
`;

/**
 * A crate of random modules with macros that are written, passed on and defined by macros, imports and globs between them, and one call before which
 * `$0` stands. Each macro stands for a string of its own. The same for the same seed; some are no valid programs.
 */
export function randomModules(seed: number): string {
  return new ModuleWriter(new Random(seed)).write();
}

class ModuleWriter {
  private readonly modules: Module[] = [];
  private values = 0;

  constructor(private readonly random: Random) {}

  write(): string {
    const root = this.addModules([]);
    const written = this.modules.slice();
    for (const module of written) this.times(3, () => this.define(module));
    for (const module of written) this.times(3, () => this.import(module));
    return `${prologue}${this.print(root, this.random.pick(written))}\n`;
  }

  private addModules(path: readonly string[]): Module {
    const module = this.addModule(path, true);
    const least = path.length === 0 ? 2 : 0;
    const count = path.length < deepest ? least + this.random.below(3 - least + 1) : 0;
    for (const name of moduleNames.slice(0, count)) module.children.push(this.addModules([...path, name]));
    return module;
  }

  private addModule(path: readonly string[], isWritten: boolean): Module {
    const module = { path, items: [], children: [], macros: new Set<string>(), isWritten };
    this.modules.push(module);
    return module;
  }

  private define(module: Module): void {
    const name = this.random.pick(macroNames);
    const isFree = !module.macros.has(name);
    switch (this.random.below(6)) {
      case 0:
      case 1:
        module.items.push(this.rules(name));
        if (isFree && this.random.below(2) === 0) module.items.push(this.publish(module, name));
        break;
      case 2:
        if (isFree) module.items.push(`pub macro ${name}() { ${this.value()} }`);
        module.macros.add(name);
        break;
      case 3:
        module.items.push(`define!(${name} ${this.value()});`);
        break;
      case 4: {
        const publishes = isFree && this.random.below(2) === 0;
        const more = publishes ? this.publish(module, name) : '';
        module.items.push(`pass! { ${this.rules(name)} ${more} }`);
        break;
      }
      default:
        if (this.modules.some(({ path }) => path.join() === [...module.path, 'made'].join())) return;
        module.items.push(`pass! { pub mod made { ${this.rules(name)} pub(crate) use ${name}; } }`);
        this.addModule([...module.path, 'made'], false).macros.add(name);
    }
  }

  private publish(module: Module, name: string): string {
    module.macros.add(name);
    return `pub(crate) use ${name};`;
  }

  private import(module: Module): void {
    const target = this.random.pick(this.modules);
    if (target === module) return;
    const path = this.pathTo(module, target.path);
    const further = module.path.length === 0 ? [] : ['pub(super) '];
    const visibility = this.random.pick(['', 'pub(crate) ', 'pub(crate) ', ...further]);
    const macro = [...target.macros].at(this.random.below(target.macros.size + 1));
    const alias = this.random.pick([...macroNames, macro ?? '']);
    let item = `${visibility}use ${path}::*;`;
    if (macro !== undefined && this.random.below(3) > 0) {
      if (module.macros.has(alias)) return;
      module.macros.add(alias);
      item = `${visibility}use ${path}::${macro}${alias === macro ? '' : ` as ${alias}`};`;
    }
    module.items.push(this.random.below(4) === 0 ? `pass! { ${item} }` : item);
  }

  /** A path from one module to another, from the root or relative. */
  private pathTo(from: Module, to: readonly string[]): string {
    if (this.random.below(2) === 0) return ['crate', ...to].join('::');
    let shared = 0;
    while (shared < from.path.length && from.path[shared] === to[shared]) shared++;
    const up = from.path.slice(shared).map(() => 'super');
    const down = to.slice(shared);
    const needsSelf = up.length === 0 && (down.length === 0 || this.random.below(2) === 0);
    return [...(needsSelf ? ['self'] : up), ...down].join('::');
  }

  private print(module: Module, holder: Module): string {
    const parts = [...module.items];
    const insert = (part: string): unknown => parts.splice(this.random.below(parts.length + 1), 0, part);
    for (const child of module.children) {
      const macroUse = this.random.below(3) === 0 ? '#[macro_use] ' : '';
      insert(`${macroUse}pub mod ${child.path.at(-1) ?? ''} { ${this.print(child, holder)} }`);
    }
    if (module === holder) insert(this.call(module));
    return parts.join('\n');
  }

  /** The call, as an item or in a function with something else that may name its macro. */
  private call(module: Module): string {
    const [target, macro] = this.somewhere();
    const name = this.random.below(3) === 0 ? `${this.pathTo(module, target)}::${macro}` : undefined;
    const call = `cursor: &str = $0${name ?? this.random.pick(macroNames)}!();`;
    if (this.random.below(5) < 3) return `pub const ${call}`;
    const [other, imported] = this.somewhere();
    const further = this.random.pick([
      '',
      this.rules(this.random.pick(macroNames)),
      `use ${this.pathTo(module, other)}::${this.random.pick(['*', imported])};`,
    ]);
    const [before, after] = this.random.below(2) === 0 ? [further, ''] : [`{ ${further} }`, further];
    return `fn f() { ${before} let ${call} ${after} }`;
  }

  /** A module, and a macro that paths find in it or that is nowhere. */
  private somewhere(): readonly [readonly string[], string] {
    const { path, macros } = this.random.pick(this.modules);
    return [path, this.random.pick([...macros, this.random.pick(macroNames)])];
  }

  private rules(name: string): string {
    return `macro_rules! ${name} { () => { ${this.value()} } }`;
  }

  private value(): string {
    return `"v${this.values++}"`;
  }

  private times(below: number, act: () => void): void {
    for (let left = this.random.below(below); left > 0; left--) act();
  }
}
