import type { BuiltinContext } from '../../../server/src/expand/builtin/context';
import { expandBuiltin, finalMacros } from '../../../server/src/expand/builtin/expandBuiltin';
import type { SitePosition } from '../../../server/src/syntax/invocationSite';
import type { Group, TokenTree } from '../../../server/src/syntax/token';
import { contextOf, definitionOf, invocationOf } from '../../../server/src/expand/builtin/testFixture';

/** Whether a module of this name is entered by the group that follows. */
function moduleName(before: readonly TokenTree[]): string | undefined {
  const [keyword, name] = before.slice(-2);
  return keyword?.kind === 'ident' && keyword.text === 'mod' && name?.kind === 'ident'
    ? name.text
    : undefined;
}

/** Expands every macro call in the tokens, those in arguments first where rustc does so. All of them must be built-in. */
export function expandAllBuiltins(
  tokens: readonly TokenTree[],
  settings: Partial<BuiltinContext>,
  modulePath: readonly string[] = [],
  position: SitePosition = 'item',
): TokenTree[] {
  const expanded: TokenTree[] = [];
  const context = contextOf({
    ...settings,
    modulePath,
    eager: (argument) => expandAllBuiltins(argument, settings, modulePath, 'expression'),
  });
  const inside = (group: Group, at: SitePosition, path = modulePath): Group => ({
    ...group,
    tokens: expandAllBuiltins(group.tokens, settings, path, at),
  });
  let afterItems = false;
  tokens.forEach((token) => {
    if (afterItems && token.kind === 'punct' && token.text === ';') {
      // The semicolon of a call that made items goes with the call.
      afterItems = false;
      return;
    }
    afterItems = false;
    const bang = expanded.at(-1);
    const name = expanded.at(-2);
    if (token.kind !== 'group') expanded.push(token);
    else if (bang?.kind === 'punct' && bang.text === '!' && name?.kind === 'ident' && name.text !== 'if') {
      expanded.length -= 2;
      removePath(expanded);
      const at = expanded.at(-1);
      const isItem = (afterItems =
        position === 'item' && (at === undefined || (at.kind === 'punct' && at.text === ';')));
      const call = invocationOf(name.text, 'bang', token.tokens, {
        span: name.span,
        position: isItem ? 'item' : 'expression',
      });
      const result = expandBuiltin(definitionOf(name.text, 'bang'), call, context).tokens;
      expanded.push(
        ...(finalMacros.has(name.text)
          ? result.map((part) => (part.kind === 'group' ? inside(part, 'expression') : part))
          : expandAllBuiltins(result, settings, modulePath, position)),
      );
    } else {
      const module = moduleName(expanded);
      expanded.push(
        module === undefined ? inside(token, 'expression') : inside(token, 'item', [...modulePath, module]),
      );
    }
  });
  return expanded;
}

/** Takes `std::arch::` off the end. */
function removePath(tokens: TokenTree[]): void {
  for (let last = tokens.at(-1); last?.kind === 'punct' && last.text === '::'; last = tokens.at(-1))
    tokens.length -= tokens.at(-2)?.kind === 'ident' ? 2 : 1;
}
