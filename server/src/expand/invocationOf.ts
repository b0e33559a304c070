import type { CfgSet } from '../project/model';
import type { Scope } from '../resolve/definition';
import { outlineAttribute, type AttributeOutline } from '../syntax/itemOutline';
import {
  siteTokens,
  type AttributeSite,
  type DeriveSite,
  type InvocationSite,
} from '../syntax/invocationSite';
import type { Span, TokenTree } from '../syntax/token';
import { evaluateCfg } from './cfg/evaluateCfg';
import { stripCfg } from './cfg/stripCfg';
import type { Invocation } from './expansion';

/**
 * What an engine gets for a call found in tokens. A derive sees its item with cfg evaluated and without the derive attributes that
 * were expanded up to now; an attribute sees the item as written, without itself (Reference, "Procedural macros").
 * Throws a MacroError for an invalid cfg predicate.
 */
export function invocationOf(site: InvocationSite, scope: Scope, cfg: CfgSet): Invocation {
  const base = {
    path: site.path,
    span: site.span,
    scope,
    position: site.position,
    original: siteTokens(site),
  };
  switch (site.kind) {
    case 'bang':
      return { ...base, kind: 'bang', input: site.group.tokens, delimiter: site.group.delimiter };
    case 'derive': {
      const item = splitAttributes(configuredItem(siteTokens(site), cfg));
      const own = item.attributes.findIndex((attribute) => holdsSpan(attribute.tokens, site.nameSpan));
      const derives = item.attributes.filter(
        (attribute, index) => index <= own && isDerive(attribute.outline),
      );
      return {
        ...base,
        kind: 'derive',
        input: [
          ...item.attributes
            .filter((attribute) => !derives.includes(attribute))
            .flatMap(({ tokens }) => tokens),
          ...item.rest,
        ],
        siblingDerives: derives.flatMap(({ outline }) => derivedNames(outline)),
      };
    }
    case 'attribute':
      return {
        ...base,
        kind: 'attribute',
        input: withoutAttribute(site, cfg),
        arguments: site.arguments,
        delimiter: site.group?.delimiter,
      };
  }
}

/** Whether the conditions of the `cfg_attr` around a call hold. */
export function isConfigured(site: InvocationSite, cfg: CfgSet): boolean {
  return site.kind === 'bang' || site.predicates.every((predicate) => evaluateCfg(predicate, cfg));
}

/** The item of a site without the attribute that holds the site. */
export function withoutAttribute(site: DeriveSite | AttributeSite, cfg: CfgSet): readonly TokenTree[] {
  const tokens = siteTokens(site);
  if (site.predicates.length === 0) {
    const from = site.attribute.start - site.start;
    return [...tokens.slice(0, from), ...tokens.slice(from + site.attribute.end - site.attribute.start)];
  }
  const item = splitAttributes(stripCfg(tokens, cfg));
  return [
    ...item.attributes
      .filter(({ tokens }) => !holdsSpan(tokens, site.nameSpan))
      .flatMap(({ tokens }) => tokens),
    ...item.rest,
  ];
}

/** The item with cfg evaluated. That it is disabled as a whole does not matter to someone who looks at it. */
function configuredItem(item: readonly TokenTree[], cfg: CfgSet): readonly TokenTree[] {
  const stripped = stripCfg(item, cfg);
  if (stripped.length > 0) return stripped;
  const { attributes, rest } = splitAttributes(item);
  const others = attributes.filter(
    ({ outline }) => outline.path.length !== 1 || outline.path[0]?.text !== 'cfg',
  );
  return stripCfg([...others.flatMap(({ tokens }) => tokens), ...rest], cfg);
}

interface AttributeTokens {
  readonly outline: AttributeOutline;
  readonly tokens: readonly TokenTree[];
}

function splitAttributes(item: readonly TokenTree[]): {
  attributes: AttributeTokens[];
  rest: readonly TokenTree[];
} {
  const attributes: AttributeTokens[] = [];
  let index = 0;
  for (;;) {
    const outline = outlineAttribute(item, index);
    if (!outline || outline.inner) return { attributes, rest: item.slice(index) };
    attributes.push({ outline, tokens: item.slice(index, outline.end) });
    index = outline.end;
  }
}

function isDerive(attribute: AttributeOutline): boolean {
  return attribute.path.at(-1)?.text === 'derive';
}

/** The last segments of the paths in a derive list. */
function derivedNames(attribute: AttributeOutline): string[] {
  const names: string[] = [];
  let last: string | undefined;
  for (const token of attribute.arguments?.tokens ?? []) {
    if (token.kind === 'ident') last = token.text;
    else if (token.kind === 'punct' && token.text === ',' && last !== undefined) {
      names.push(last);
      last = undefined;
    }
  }
  return last === undefined ? names : [...names, last];
}

function holdsSpan(tokens: readonly TokenTree[], span: Span): boolean {
  return tokens.some((token) =>
    token.kind === 'group'
      ? holdsSpan(token.tokens, span)
      : token.span.source === span.source &&
        token.span.start === span.start &&
        token.span.context === span.context,
  );
}
