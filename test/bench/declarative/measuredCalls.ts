import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defaultProjectSettings, type ProjectSettings } from '../../../server/src/project/loadOptions';
import { builtFeatures, siteRows } from '../../conformance/crates/arena/truth';
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

/** As rustc builds a library for development. */
const measuredSettings: ProjectSettings = {
  ...defaultProjectSettings,
  cfgs: ['debug_assertions'],
  setTest: false,
};

/** A crate of an arena with the calls that rustc expanded in it, `procedural` ones too if they are wanted. */
export function arenaCrate(arena: string, name: string, procedural = false): MeasuredCrate {
  const folder = join(arena, 'work', name);
  const linesOf = new Map<string, string[]>();
  const calls: MeasuredCall[] = [];
  for (const { file, kind, rline, rcol, pm } of siteRows(arena, name)) {
    if (kind.endsWith('cfg_attr')) continue;
    if (!procedural && (pm.length > 0 || kind.startsWith('attr'))) continue;
    const path = join(folder, file);
    const lines = linesOf.get(path) ?? readFileSync(path, 'utf8').split('\n');
    linesOf.set(path, lines);
    const before = [...(lines[rline - 1] ?? '')].slice(0, rcol - 1).join('');
    calls.push({
      file: path,
      position: { line: rline - 1, character: before.length },
      label: `${name} ${file}:${rline}`,
      kind: kind.startsWith('derive') ? 'derive' : 'other',
    });
  }
  const features = builtFeatures(arena, name);
  return { name, folder, settings: { ...measuredSettings, features }, calls };
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
  return { name, folder, settings: measuredSettings, calls };
}
