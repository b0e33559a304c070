/** The attributes of an item as they are after configuration: `cfg` decides on the item, `cfg_attr` becomes what it holds. */
import { attributeContent } from '../syntax/itemOutline';
import type { AttributeOutline } from '../syntax/itemOutline';
import type { TokenTree } from '../syntax/token';

export interface Attribute {
  /** The path with `::` between its identifiers: `macro_use`, `rustfmt::skip`. */
  readonly name: string;
  /** What stands between the delimiters after the path. */
  readonly arguments: readonly TokenTree[] | undefined;
  /** What stands after `=`. */
  readonly value: readonly TokenTree[] | undefined;
}

/** Whether a configuration predicate holds for the crate at hand. */
export type CfgPredicate = (predicate: readonly TokenTree[]) => boolean;

/** `cfg_attr(a, cfg_attr(b, …))` may be nested by hostile input; nobody writes it deeper than this. */
const maximalNesting = 16;

/**
 * The attributes that are in force, with `cfg_attr` resolved (Reference, "Conditional compilation").
 * Returns undefined when a `cfg` among them takes the item away.
 */
export function activeAttributes(
  outlines: readonly AttributeOutline[],
  holds: CfgPredicate,
): readonly Attribute[] | undefined {
  if (outlines.length === 0) return none;
  const active: Attribute[] = [];
  for (const outline of outlines) {
    if (!outline.doc && !activate(outline, holds, active, 0)) return undefined;
  }
  return active;
}

export function findAttribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name);
}

const none: readonly Attribute[] = [];

type AttributeContent = ReturnType<typeof attributeContent>;

function activate(
  content: AttributeContent,
  holds: CfgPredicate,
  active: Attribute[],
  nesting: number,
): boolean {
  const name = content.path.map((segment) => segment.text).join('::');
  const given = content.arguments?.tokens;
  if (name === 'cfg') return given === undefined || holds(given);
  if (name !== 'cfg_attr' || given === undefined) {
    active.push({ name, arguments: given, value: content.value });
    return true;
  }
  const [predicate, ...attributes] = splitAtCommas(given);
  if (nesting >= maximalNesting || !predicate || !holds(predicate)) return true;
  return attributes.every((attribute) => activate(attributeContent(attribute), holds, active, nesting + 1));
}

/** The parts between the commas of a list; a trailing comma makes no empty part. */
export function splitAtCommas(tokens: readonly TokenTree[]): TokenTree[][] {
  const parts: TokenTree[][] = [];
  let part: TokenTree[] = [];
  for (const token of tokens) {
    if (token.kind === 'punct' && token.text === ',') {
      parts.push(part);
      part = [];
    } else {
      part.push(token);
    }
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/**
 * The value of a plain string literal, as paths in attributes need it: quotes are taken off, and of the escapes only those
 * of a quote and a backslash are resolved.
 */
export function stringValue(tokens: readonly TokenTree[] | undefined): string | undefined {
  let token = tokens?.[0];
  while (token?.kind === 'group' && token.delimiter === 'invisible') token = token.tokens[0];
  if (token?.kind !== 'literal') return undefined;
  if (token.literal === 'string') return token.text.slice(1, -1).replace(/\\(["\\])/g, '$1');
  if (token.literal !== 'rawString') return undefined;
  const hashes = token.text.indexOf('"') - 1;
  return token.text.slice(hashes + 2, token.text.length - hashes - 1);
}
