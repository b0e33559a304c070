import { spawnSync } from 'node:child_process';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';

/** What cargo prints about something that it has compiled. */
interface CompilerArtifact {
  readonly reason: string;
  readonly target: { readonly name: string; readonly kind: readonly string[] };
  readonly filenames: readonly string[];
}

/**
 * Has cargo check a project as rust-analyzer does, and gives the paths of the native libraries of its procedural macros by the names of their
 * crates.
 */
export function nativeLibraries(
  folder: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string | undefined>> = wasmCapableEnvironment(),
): ReadonlyMap<string, string> {
  const { status, stdout, stderr } = spawnSync(
    'cargo',
    ['check', '--offline', '--quiet', '--message-format=json', ...args],
    { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw new Error(`cargo check failed: ${stderr}`);
  const artifacts = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as CompilerArtifact)
    .filter(({ reason, target }) => reason === 'compiler-artifact' && target.kind.includes('proc-macro'));
  return new Map(
    artifacts.flatMap(({ target, filenames }) => {
      const library = filenames.find((name) => /\.(?:so|dylib|dll)$/.test(name));
      return library === undefined ? [] : [[target.name, library]];
    }),
  );
}
