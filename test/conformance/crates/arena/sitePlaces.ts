import type { LineIndex, LinePosition } from '../../../../server/src/analysis/lineIndex';
import { readSites } from '../../../bench/callPlaces';
import type { SiteRow } from './truth';

interface FilePlaces {
  readonly lines: LineIndex;
  /** Offsets of the names of calls that a semicolon ends. */
  readonly ended: ReadonlySet<number>;
}

/** Where in their files rustc's call sites are, as editors count. */
export class SitePlaces {
  private readonly files = new Map<string, FilePlaces>();

  /** `path`: of the row's file. Undefined where the file has no such place. */
  find(
    path: string,
    { rline, rcol }: SiteRow,
  ): { readonly position: LinePosition; readonly hasSemicolon: boolean } | undefined {
    const { lines, ended } = this.read(path);
    const offset = lines.offsetOfTerminalPosition({ line: rline, column: rcol });
    if (offset === undefined) return undefined;
    return { position: lines.position(offset), hasSemicolon: ended.has(offset) };
  }

  private read(path: string): FilePlaces {
    const known = this.files.get(path);
    if (known) return known;
    const { lines, sites } = readSites(path);
    const ended = sites.flatMap((site) =>
      site.kind === 'bang' && site.semicolon ? [site.nameSpan.start] : [],
    );
    const places = { lines, ended: new Set(ended) };
    this.files.set(path, places);
    return places;
  }
}
