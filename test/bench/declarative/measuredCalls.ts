import { join, relative } from 'node:path';
import type { ProjectSettings } from '../../../server/src/project/loadOptions';
import { crateFolder, crateSettings, librarySettings } from '../../conformance/crates/arena/arenaCrates';
import { SitePlaces } from '../../conformance/crates/arena/sitePlaces';
import { siteRows } from '../../conformance/crates/arena/truth';
import { copyCrate } from '../../conformance/crates/debianCrates';
import { placesOf, type Place } from '../callPlaces';

/** A macro call at which every contestant is asked. */
export interface MeasuredCall extends Place {
  /** `crate file:line`, for messages. */
  readonly label: string;
  readonly kind: 'derive' | 'other';
}

/** A crate with the calls in it that are measured. */
export interface MeasuredCrate {
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly settings: ProjectSettings;
  readonly calls: readonly MeasuredCall[];
}

/** Which of an arena's calls are measured: all, those without procedural macros and attributes, or those in which a procedural macro takes part. */
export type MeasuredKinds = 'all' | 'declarative' | 'procedural';

/** A crate of an arena with the calls that rustc expanded in it. */
export function arenaCrate(arena: string, name: string, kinds: MeasuredKinds): MeasuredCrate {
  const folder = crateFolder(arena, name);
  const places = new SitePlaces();
  const calls: MeasuredCall[] = [];
  for (const row of siteRows(arena, name)) {
    const { file, kind, rline, pm } = row;
    if (kind.endsWith('cfg_attr')) continue;
    if (kinds === 'declarative' && (pm.length > 0 || kind.startsWith('attr'))) continue;
    if (kinds === 'procedural' && pm.length === 0) continue;
    const path = join(folder, file);
    const place = places.find(path, row);
    if (!place) throw new Error(`${path} has no line ${rline} that long`);
    calls.push({
      file: path,
      position: place.position,
      label: `${name} ${file}:${rline} ${row.name}`,
      kind: kind.startsWith('derive') ? 'derive' : 'other',
    });
  }
  return { name, folder, settings: crateSettings(arena, name), calls };
}

/** A crate of Debian's packages, copied into `scratch`, with all calls in its sources. */
export function debianCrate(name: string, scratch: string): MeasuredCrate {
  const folder = copyCrate(name, scratch);
  const calls = placesOf(folder).map(({ file, position }) => ({
    file,
    position,
    label: `${name} ${relative(folder, file)}:${position.line + 1}`,
    kind: 'other' as const,
  }));
  return { name, folder, settings: librarySettings, calls };
}
