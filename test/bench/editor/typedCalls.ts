import { readFileSync } from 'node:fs';
import { LineIndex, type LinePosition } from '../../../server/src/analysis/lineIndex';
import { RustDocument } from '../../../server/src/syntax/rustDocument';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { InvocationSite } from '../../../server/src/syntax/invocationSite';
import type { Ident, TokenTree } from '../../../server/src/syntax/token';
import type { Place } from '../callPlaces';

/** A macro call, and a place in what it is given where somebody may type. */
export interface TypedCall extends Place {
  /** Behind a name: the letter that is typed makes another name of it. */
  readonly typed: LinePosition;
}

/** The call at a place with the first name in its input, behind which a letter is typed; undefined when its input has none. */
export function typedCall(place: Place): TypedCall | undefined {
  const text = readFileSync(place.file, 'utf8');
  const lines = new LineIndex(text);
  const document = new RustDocument({
    path: place.file,
    text,
    version: 0,
    edition: 2021,
    sources: new SourceMap(),
  });
  const site = document.invocationAt(lines.offset(place.position));
  const name = site && firstName(inputOf(site));
  return name && { ...place, typed: lines.position(name.span.end) };
}

/** For a derive or an attribute the item without its attributes. */
function inputOf(site: InvocationSite): readonly TokenTree[] {
  if (site.kind === 'bang') return site.group.tokens;
  return site.parent.slice(site.start, site.end).filter(({ kind }) => kind !== 'group');
}

const keywords = new Set(['pub', 'crate', 'struct', 'enum', 'union', 'fn', 'async', 'const', 'impl', 'mod']);

function firstName(tokens: readonly TokenTree[]): Ident | undefined {
  for (const token of tokens) {
    if (token.kind === 'ident' && !keywords.has(token.text)) return token;
    const inside = token.kind === 'group' ? firstName(token.tokens) : undefined;
    if (inside) return inside;
  }
  return undefined;
}
