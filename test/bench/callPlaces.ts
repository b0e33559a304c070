import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineIndex, type LinePosition } from '../../server/src/analysis/lineIndex';
import { findInvocations } from '../../server/src/syntax/findInvocations';
import type { InvocationSite } from '../../server/src/syntax/invocationSite';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { rustFiles } from '../setup/filesBelow';

/** Where a server is asked about a macro call. */
export interface Place {
  /** Absolute path. */
  readonly file: string;
  readonly position: LinePosition;
}

/** Every macro call in a crate's sources that a hover can ask about; attributes of derives' helpers are left out, which are no calls. */
export function placesOf(crateFolder: string): Place[] {
  return rustFiles(join(crateFolder, 'src')).flatMap(placesInFile);
}

/** `file`: absolute path. */
export function placesInFile(file: string): Place[] {
  const { lines, sites } = readSites(file);
  return sites
    .filter((site) => site.kind !== 'attribute')
    .map((site) => ({ file, position: lines.position(site.nameSpan.start) }));
}

/** Everything in a file that looks like a macro call, and the file's lines. `file`: its path. */
export function readSites(file: string): {
  readonly lines: LineIndex;
  readonly sites: readonly InvocationSite[];
} {
  const text = readFileSync(file, 'utf8');
  const { tokens } = parseTokenTrees({ id: 0, path: file, text });
  return { lines: new LineIndex(text), sites: findInvocations(tokens) };
}
