import type { CfgSet } from '../../project/model';
import { attributeContent, outlineAttribute } from '../../syntax/itemOutline';
import type { AttributeOutline } from '../../syntax/itemOutline';
import type { TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import { evaluateCfg, splitAtCommas } from './evaluateCfg';

/** The attributes before an element after their own configuration: what remains of them, and whether the element stays. */
export interface ConfiguredAttributes {
  /** Whether the element that carries the attributes is part of the program. */
  readonly enabled: boolean;
  /** Whether an inner attribute (`#![cfg(…)]`) takes all that stands in the same brackets out of the program. */
  readonly surroundingsEnabled: boolean;
  /** The attributes that stay. Those of `cfg_attr` are unfolded; a `cfg` that holds stays, as rustc shows it to macros. */
  readonly tokens: readonly TokenTree[];
  /** Index of the first token after the attributes. */
  readonly end: number;
}

/** `cfg_attr` may hold `cfg_attr`. */
const maximumDepth = 100;

/**
 * Reads the attributes and doc comments that begin at `start` and applies `cfg` and `cfg_attr`
 * (rustc_expand::config::StripUnconfigured). A malformed `cfg` counts as true and a malformed `cfg_attr` as nothing, which is how rustc goes on after its error.
 */
export function configureAttributes(
  tokens: readonly TokenTree[],
  start: number,
  cfg: CfgSet,
): ConfiguredAttributes {
  const kept: TokenTree[] = [];
  let enabled = true;
  let surroundingsEnabled = true;
  let index = start;
  for (;;) {
    const attribute = outlineAttribute(tokens, index);
    if (!attribute) return { enabled, surroundingsEnabled, tokens: kept, end: index };
    const own = tokens.slice(attribute.start, attribute.end);
    if (!configureAttribute(attribute, own, cfg, kept, 0)) {
      if (attribute.inner) surroundingsEnabled = false;
      else enabled = false;
    }
    index = attribute.end;
  }
}

/** Adds what remains of one attribute to `kept`. Returns false when it disables its element. */
function configureAttribute(
  attribute: Pick<AttributeOutline, 'path' | 'arguments'>,
  own: readonly TokenTree[],
  cfg: CfgSet,
  kept: TokenTree[],
  depth: number,
): boolean {
  const name = attribute.path.length === 1 ? attribute.path[0]?.text : undefined;
  if (name !== 'cfg_attr' || !attribute.arguments) {
    kept.push(...own);
    return name !== 'cfg' || !attribute.arguments || holds(attribute.arguments.tokens, cfg, true);
  }
  const [predicate, ...contents] = splitAtCommas(attribute.arguments.tokens);
  if (depth > maximumDepth || !predicate || !holds(predicate, cfg, false)) return true;
  let enabled = true;
  for (const content of contents) {
    if (!configureAttribute(attributeContent(content), withContent(own, content), cfg, kept, depth + 1))
      enabled = false;
  }
  return enabled;
}

/** `#[cfg_attr(p, content)]` becomes `#[content]`: `#`, `!` and the brackets are those of the `cfg_attr`. */
function withContent(own: readonly TokenTree[], content: readonly TokenTree[]): TokenTree[] {
  return own.map((token): TokenTree => (token.kind === 'group' ? { ...token, tokens: content } : token));
}

function holds(predicate: readonly TokenTree[], cfg: CfgSet, whenMalformed: boolean): boolean {
  try {
    return evaluateCfg(predicate, cfg);
  } catch (error) {
    if (error instanceof MacroError) return whenMalformed;
    throw error;
  }
}

/** Whether the attribute or doc comment at `index` exists. */
export function attributeAt(tokens: readonly TokenTree[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind === 'docComment') return true;
  return token?.kind === 'punct' && token.text === '#' && outlineAttribute(tokens, index) !== undefined;
}
