import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's `librust-*-dev` packages put crates: cargo takes them as a directory source, without a network. */
export const debianRegistry = '/usr/share/cargo/registry';

/** Of a crate whose derives read files: askama's templates and pest's grammars. */
export const readingManifest = `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"
[dependencies]
askama = { version = "0.12", default-features = false }
pest = { version = "2", default-features = false }
pest_derive = { version = "2", default-features = false }
[workspace]
`;

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
