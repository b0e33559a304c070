import { parseItem } from '../../../syntax/item';
import type { TokenTree } from '../../../syntax/token';
import type { Invocation } from '../../expansion';
import { MacroError } from '../../expansion';
import type { BuiltinContext } from '../context';
import { createQuote } from '../quote';
import { generatedSpan } from '../generatedSpan';
import { deriveClone } from './clone';
import { deriveCoercePointee } from './coercePointee';
import { deriveDebug } from './debug';
import { deriveDefault } from './default';
import type { DeriveInput } from './deriveInput';
import { deriveEq, derivePartialEq } from './equality';
import { deriveHash } from './hash';
import { deriveConstParamTy, deriveCopy, deriveUnsizedConstParamTy } from './markers';
import { deriveOrd, derivePartialOrd } from './ordering';

type Derive = (input: DeriveInput) => TokenTree[];

const derives: Readonly<Record<string, Derive | undefined>> = {
  Clone: deriveClone,
  CoercePointee: deriveCoercePointee,
  ConstParamTy: deriveConstParamTy,
  Copy: deriveCopy,
  Debug: deriveDebug,
  Default: deriveDefault,
  Eq: deriveEq,
  Hash: deriveHash,
  Ord: deriveOrd,
  PartialEq: derivePartialEq,
  PartialOrd: derivePartialOrd,
  UnsizedConstParamTy: deriveUnsizedConstParamTy,
};

/** Traits that rustc refuses to derive for unions; `PartialEq` and the rest need to know which field is valid. */
const derivableForUnions = new Set(['Clone', 'Copy', 'Eq']);

/**
 * Expands a derive that rustc implements itself, to the tokens that rustc 1.85 prints for it. The input is the item with `cfg` evaluated.
 * Throws a MacroError: `invalid-input` for what rustc refuses, `not-expandable` for a derive that is not known.
 */
export function expandDerive(name: string, invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const derive = Object.hasOwn(derives, name) ? derives[name] : undefined;
  if (!derive)
    throw new MacroError(
      'not-expandable',
      `the built-in derive \`${name}\` is not supported: only rustc itself can expand it`,
    );
  const item = parseItem(invocation.input, context.crate.edition);
  if (!item)
    throw new MacroError(
      'invalid-input',
      '`derive` may only be applied to `struct`s, `enum`s and `union`s',
      invocation.span,
    );
  if (item.kind === 'union' && !derivableForUnions.has(name))
    throw new MacroError('invalid-input', 'this trait cannot be derived for unions', invocation.span);
  const span = generatedSpan(invocation, context, 'opaque');
  return derive({
    item,
    derivesCopy: context.derivesCopy ?? false,
    span,
    quote: createQuote(span),
  });
}
