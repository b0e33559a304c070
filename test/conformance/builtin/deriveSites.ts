import { expandBuiltin } from '../../../server/src/expand/builtin/expandBuiltin';
import { splitAtCommas } from '../../../server/src/expand/cfg/evaluateCfg';
import { stripCfg } from '../../../server/src/expand/cfg/stripCfg';
import type { CfgSet } from '../../../server/src/project/model';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import type { ItemOutline } from '../../../server/src/syntax/itemOutline';
import type { TokenTree } from '../../../server/src/syntax/token';
import { contextOf, definitionOf, invocationOf } from '../../../server/src/expand/builtin/testFixture';

/** An item as its derives see it, and the derives in order, each with whether `Copy` is derived by then. */
export interface ItemWithDerives {
  readonly input: readonly TokenTree[];
  readonly derives: readonly { readonly trait: string; readonly derivesCopy: boolean }[];
}

export const builtinDerives: ReadonlySet<string> = new Set(
  'Clone Copy Debug Default Eq Hash Ord PartialEq PartialOrd ConstParamTy UnsizedConstParamTy CoercePointee'.split(
    ' ',
  ),
);

/** The items in a file that have built-in derives, modules included. */
export function itemsWithDerives(tokens: readonly TokenTree[], cfg: CfgSet): ItemWithDerives[] {
  const found: ItemWithDerives[] = [];
  const configured = stripCfg(tokens, cfg);
  for (const item of outlineItems(configured)) {
    if (item.keyword === 'mod') found.push(...itemsWithDerives(item.body?.tokens ?? [], cfg));
    const own = readDerives(configured, item);
    if (own.derives.length > 0) found.push(own);
  }
  return found;
}

function readDerives(tokens: readonly TokenTree[], item: ItemOutline): ItemWithDerives {
  const input: TokenTree[] = [];
  const derives: { trait: string; derivesCopy: boolean }[] = [];
  let derivesCopy = false;
  for (const attribute of item.attributes) {
    if (attribute.path.length !== 1 || attribute.path[0]?.text !== 'derive') {
      input.push(...tokens.slice(attribute.start, attribute.end));
      continue;
    }
    const traits = splitAtCommas(attribute.arguments?.tokens ?? []).map(([...path]) => {
      const name = path.at(-1);
      return name?.kind === 'ident' ? name.text : '';
    });
    derivesCopy ||= traits.includes('Copy');
    for (const trait of traits) if (builtinDerives.has(trait)) derives.push({ trait, derivesCopy });
  }
  input.push(...tokens.slice(item.attributes.at(-1)?.end ?? item.start, item.end));
  return { input, derives };
}

/** What all built-in derives of the item add, in order. */
export function expandDerivesOfItem(item: ItemWithDerives): readonly TokenTree[] {
  return item.derives.flatMap(
    ({ trait, derivesCopy }) =>
      expandBuiltin(
        definitionOf(trait, 'derive'),
        invocationOf(trait, 'derive', item.input),
        contextOf({ derivesCopy }),
      ).tokens,
  );
}
