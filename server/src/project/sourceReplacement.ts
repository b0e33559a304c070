/** Which folder stands for a registry or repository (Cargo Book, "Source Replacement"). */
import { resolve } from 'node:path';
import type { ConfigurationFile } from './configurationFiles';
import { isTable, stringAt, tableAt } from './manifest';

/** Where a package without a lock file comes from. */
export const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';

/** A table `[source.name]`, put together from all files. */
interface Source {
  readonly address: string | undefined;
  readonly directory: string | undefined;
  readonly replacement: string | undefined;
}

/** `files`: the one that counts most first. */
export class SourceReplacement {
  private readonly sources = new Map<string, Source>();

  constructor(files: readonly ConfigurationFile[]) {
    const names = files.flatMap(({ table }) => Object.keys(tableAt(table, 'source')));
    for (const name of new Set(names)) this.sources.set(name, readSource(name, files));
  }

  /**
   * Absolute path of the folder that holds one folder for each package of a source, which is named as lock files do (`registry+…`, `git+…#commit`);
   * undefined where the configuration puts no folder in its place.
   */
  directoryOf(source: string): string | undefined {
    const address = canonical(source);
    const seen = new Set<Source>();
    let found = [...this.sources.values()].find((each) => each.address === address);
    while (found?.replacement !== undefined && !seen.has(found)) {
      seen.add(found);
      found = this.sources.get(found.replacement);
    }
    return found?.directory;
  }
}

function readSource(name: string, files: readonly ConfigurationFile[]): Source {
  const first = (key: string): { readonly value: string; readonly base: string } | undefined => {
    for (const { table, base } of files) {
      const source = tableAt(table, 'source')[name];
      const value = isTable(source) ? stringAt(source, key) : undefined;
      if (value !== undefined) return { value, base };
    }
    return undefined;
  };
  const directory = first('directory');
  const [registry, git] = [first('registry')?.value, first('git')?.value];
  const revision = ['branch', 'tag', 'rev'].flatMap((key) => {
    const value = first(key)?.value;
    return value === undefined ? [] : [`${key}=${value}`];
  });
  return {
    address:
      name === 'crates-io'
        ? canonical(cratesIo)
        : registry !== undefined
          ? canonical(registry.startsWith('sparse+') ? registry : `registry+${registry}`)
          : git !== undefined
            ? canonical([`git+${git}`, ...revision].join('?'))
            : undefined,
    directory: directory && resolve(directory.base, directory.value),
    replacement: first('replace-with')?.value,
  };
}

/** The address of a source, without its kind and what is chosen of it. */
export function addressOf(source: string): string {
  return canonical(source.replace(/[?#].*$/s, '')).replace(/^(?:registry|sparse|git)\+/, '');
}

/** A source without its commit. cargo takes addresses for the same that differ by a slash or `.git` at their end (cargo/util/canonical_url.rs). */
function canonical(source: string): string {
  const [, address = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(source) ?? [];
  return address.replace(/\/$/, '').replace(/\.git$/, '') + query;
}
