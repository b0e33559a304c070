import { readFileSync } from 'node:fs';
import { LineIndex, type LinePosition } from '../../../../server/src/analysis/lineIndex';
import { findInvocations } from '../../../../server/src/syntax/findInvocations';
import { parseTokenTrees } from '../../../../server/src/syntax/parseTokenTrees';
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
    const text = readFileSync(path, 'utf8');
    const sites = findInvocations(parseTokenTrees({ id: 0, path, text }).tokens);
    const ended = sites.flatMap((site) =>
      site.kind === 'bang' && site.semicolon ? [site.nameSpan.start] : [],
    );
    const places = { lines: new LineIndex(text), ended: new Set(ended) };
    this.files.set(path, places);
    return places;
  }
}
