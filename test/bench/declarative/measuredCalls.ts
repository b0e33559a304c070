import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defaultProjectSettings, type ProjectSettings } from '../../../server/src/project/loadOptions';
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

/** A call site of an arena's `truth/CRATE.sites.jsonl`, as far as this benchmark reads it. */
interface TruthRow {
  readonly file: string;
  readonly kind: string;
  /** Place of the last segment of the macro's path, from 1; the column counts code points. */
  readonly rline: number;
  readonly rcol: number;
  /** null for a call that rustc did not expand. */
  readonly composed: readonly string[] | null;
  readonly pm: readonly unknown[];
}

/** A crate of an arena with the calls that rustc expanded in it, `procedural` ones too if they are wanted. */
export function arenaCrate(arena: string, name: string, procedural = false): MeasuredCrate {
  const folder = join(arena, 'work', name);
  const { features } = JSON.parse(readFileSync(join(folder, 'arena.json'), 'utf8')) as {
    features: string[];
  };
  const linesOf = new Map<string, string[]>();
  const calls: MeasuredCall[] = [];
  for (const text of readFileSync(join(arena, 'truth', `${name}.sites.jsonl`), 'utf8').split('\n')) {
    if (text === '') continue;
    const { file, kind, rline, rcol, composed, pm } = JSON.parse(text) as TruthRow;
    if (composed === null || kind.endsWith('cfg_attr')) continue;
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
  const settings = { ...defaultProjectSettings, features, cfgs: ['debug_assertions'], setTest: false };
  return { name, folder, settings, calls };
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
  return {
    name,
    folder,
    settings: { ...defaultProjectSettings, cfgs: ['debug_assertions'], setTest: false },
    calls,
  };
}
