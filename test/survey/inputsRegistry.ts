/** The crates of the corpus and who uses whom: where the inputs for a macro are looked for. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rustFiles } from '../setup/filesBelow';
import { readToml } from '../../server/src/project/manifest';
import { describePackage } from '../../server/src/project/packageManifest';
import {
  dependencyKey,
  type CargoDependency,
  type CargoPackage,
} from '../../server/src/project/cargoMetadata';
import type { Edition } from '../../server/src/syntax/token';

/** A crate of the corpus. */
export interface RegistryPackage {
  readonly pack: CargoPackage;
  /** Absolute path. */
  readonly folder: string;
  readonly edition: Edition;
  /** The name of its library in code. */
  readonly library: string;
  readonly dependencies: readonly CargoDependency[];
}

/** A crate that may call the macros of another. */
export interface MacroUser {
  readonly user: RegistryPackage;
  /** `self`: the macro crate. `facade`: one that exports its macros under its own name. `user`: one that uses either. */
  readonly role: 'self' | 'facade' | 'user';
}

/** Larger files are generated tables. */
const maximumFileSize = 1_000_000;

export class Registry {
  private readonly packages: readonly RegistryPackage[];
  /** Dependants by package name. */
  private readonly dependants = new Map<string, RegistryPackage[]>();

  constructor(folder: string) {
    this.packages = readdirSync(folder)
      .sort()
      .flatMap((entry) => readPackage(join(folder, entry)));
    for (const each of this.packages)
      for (const name of new Set(each.dependencies.map(({ name }) => name))) {
        const known = this.dependants.get(name);
        if (known) known.push(each);
        else this.dependants.set(name, [each]);
      }
  }

  find(name: string, version: string): RegistryPackage | undefined {
    return this.packages.find(({ pack }) => pack.name === name && pack.version === version);
  }

  /** The crate itself, then those that export what it has (up to two levels), then those that use any of them. */
  usersOf(crate: RegistryPackage): MacroUser[] {
    const facades: RegistryPackage[] = [];
    let level = [crate];
    for (let depth = 0; depth < 2; depth++) {
      level = level.flatMap((each) =>
        this.dependantsOf(each).filter(
          (other) => other !== crate && !facades.includes(other) && exportsLibrary(other, each),
        ),
      );
      facades.push(...new Set(level));
    }
    const users = new Set([crate, ...facades].flatMap((each) => this.dependantsOf(each)));
    for (const known of [crate, ...facades]) users.delete(known);
    return [
      { user: crate, role: 'self' },
      ...facades.map((user) => ({ user, role: 'facade' }) as const),
      ...[...users].map((user) => ({ user, role: 'user' }) as const),
    ];
  }

  private dependantsOf({ pack }: RegistryPackage): readonly RegistryPackage[] {
    return (this.dependants.get(pack.name) ?? []).filter(({ dependencies }) =>
      dependencies.some((each) => each.name === pack.name && mayMatch(each.req, pack.version)),
    );
  }
}

function readPackage(folder: string): RegistryPackage[] {
  const file = join(folder, 'Cargo.toml');
  if (!existsSync(file)) return [];
  const parsed = readToml(file);
  if (!parsed.ok) return [];
  const pack = describePackage(file, parsed.table, {}, folder, null);
  const library = pack.targets.find(({ kind }) => kind.some((each) => /lib$|^proc-macro$/.test(each)));
  return [
    {
      pack,
      folder,
      edition: editionOf(pack.edition),
      library: (library?.name ?? pack.name).replaceAll('-', '_'),
      dependencies: pack.dependencies,
    },
  ];
}

function editionOf(text: string): Edition {
  const year = Number(text);
  return year === 2018 || year === 2021 || year === 2024 ? year : 2015;
}

/** Whether a requirement speaks of this version's compatible range. */
function mayMatch(requirement: string, version: string): boolean {
  const [major = '', minor = ''] = version.split('.');
  const first = /(\d+)(?:\.(\d+))?/.exec(requirement);
  if (!first || /[<>*]/.test(requirement)) return true;
  return first[1] === major && (major !== '0' || first[2] === undefined || first[2] === minor);
}

/** Whether a crate's sources export something of another one. */
function exportsLibrary(crate: RegistryPackage, other: RegistryPackage): boolean {
  const dependency = crate.dependencies.find((each) => each.name === other.pack.name && each.kind === null);
  if (dependency === undefined) return false;
  const key = dependencyKey(dependency);
  const name = (key === other.pack.name ? other.library : key).replaceAll('-', '_');
  const exported = new RegExp(`\\bpub\\s+(?:use\\s+(?:::)?|extern\\s+crate\\s+)(?:\\{[^;]*\\b)?${name}\\b`);
  const loaded = new RegExp(`#\\[macro_use\\][^;]*extern\\s+crate\\s+${name}\\b`);
  return rustFiles(join(crate.folder, 'src')).some((file) => {
    const text = readText(file);
    return text?.includes(name) && (exported.test(text) || loaded.test(text));
  });
}

/** A file's text, or undefined when it is none or too large. */
export function readText(file: string): string | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status?.isFile() || status.size > maximumFileSize) return undefined;
  const text = readFileSync(file, 'utf8');
  return text.includes('\uFFFD') ? undefined : text;
}
