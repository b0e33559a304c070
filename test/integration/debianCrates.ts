import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's `librust-*-dev` packages put crates: cargo takes them as a directory source, without a network. */
export const debianRegistry = '/usr/share/cargo/registry';

/** Copies a crate and lets cargo find its dependencies among Debian's packages. */
export function copyWithDebianCrates(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  useDebianCrates(to);
}

/** Lets cargo find the dependencies of a crate among Debian's packages. */
export function useDebianCrates(folder: string): void {
  mkdirSync(join(folder, '.cargo'), { recursive: true });
  writeFileSync(
    join(folder, '.cargo/config.toml'),
    `[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "${debianRegistry}"\n[net]\noffline = true\n`,
  );
}
