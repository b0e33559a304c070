/** The crates of an arena as cargo and both ways of measuring them see them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProjectSettings, type ProjectSettings } from '../../../../server/src/project/loadOptions';
import { builtFeatures, recordedCrates } from './truth';

/** Of cargo, and of a server that runs it: Debian's toolchain, no network, and the libraries that the arena unpacked. */
export function arenaEnvironment(arena: string): Record<string, string | undefined> {
  return {
    ...process.env,
    PATH: `/usr/bin:${process.env['PATH'] ?? ''}`,
    CARGO_NET_OFFLINE: 'true',
    PKG_CONFIG_PATH: join(arena, 'root/usr/lib/x86_64-linux-gnu/pkgconfig'),
  };
}

/** Those that are named, or all that have records. Throws for a name that the arena does not have. */
export function chosenCrates(arena: string, names: readonly string[]): readonly string[] {
  for (const name of names)
    if (!existsSync(crateFolder(arena, name))) throw new Error(`the arena has no crate ${name}`);
  return names.length > 0 ? names : recordedCrates(arena);
}

export function crateFolder(arena: string, crate: string): string {
  return join(arena, 'work', crate);
}

/** As rustc builds a library for development. */
export const librarySettings: ProjectSettings = {
  ...defaultProjectSettings,
  cfgs: ['debug_assertions'],
  setTest: false,
};

/** As rustc compiled the crate. */
export function crateSettings(arena: string, crate: string): ProjectSettings {
  return { ...librarySettings, features: builtFeatures(arena, crate) };
}
