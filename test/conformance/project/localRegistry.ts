import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProject } from '../../../server/src/project/testing/writeProject';

interface RegistryPackage {
  /** Of four letters at least: shorter names have other places in an index. */
  readonly name: string;
  readonly version: string;
  readonly features?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Puts a package without dependencies into the registry of archives `registry` in a folder, with its index (Cargo Book, "Local Registry Sources").
 * `files`: path to content; they are kept in `unpacked`.
 */
export function addToLocalRegistry(
  folder: string,
  { name, version, features = {} }: RegistryPackage,
  files: Readonly<Record<string, string>>,
): void {
  const inside = `${name}-${version}`;
  writeProject(join(folder, 'unpacked', inside), files);
  const archive = join(folder, 'registry', `${inside}.crate`);
  mkdirSync(join(folder, 'registry'), { recursive: true });
  execFileSync('tar', ['-czf', archive, '-C', join(folder, 'unpacked'), inside]);
  const cksum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  const line = { name, vers: version, deps: [], cksum, features, yanked: false };
  writeProject(join(folder, 'registry/index'), {
    [`${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`]: `${JSON.stringify(line)}\n`,
  });
}
