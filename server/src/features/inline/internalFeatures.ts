import type { AttributeOutline } from '../../syntax/itemOutline';
import type { TokenTree } from '../../syntax/token';
import { attributeWords, identifiersIn } from './definitionAttributes';

/** By which identifiers an expansion shows that it uses a library feature; other features count as used. From the sources of `core`, 1.85. */
const namesOfFeature: Readonly<Record<string, RegExp>> = {
  core_intrinsics: /^intrinsics$/,
  derive_clone_copy: /^AssertParamIs/,
  derive_eq: /^AssertParamIs/,
  structural_match: /^StructuralPartialEq$/,
  fmt_helpers_for_derive: /^debug_(struct|tuple)_fields?\d?_finish$/,
  fmt_internals: /^(rt|new_const|new_v1)$/,
};

/**
 * The unstable features that an expansion uses and that only its macro's definition may use (`#[allow_internal_unstable(…)]`, of the standard
 * library): written out, the expansion compiles with a nightly compiler only.
 */
export function internalFeatures(
  attributes: readonly AttributeOutline[],
  tokens: readonly TokenTree[],
): string[] {
  const allowed = attributeWords(attributes, 'allow_internal_unstable');
  if (allowed.length === 0) return [];
  const names = [...identifiersIn(tokens)];
  return allowed.filter((feature) => {
    const pattern = namesOfFeature[feature];
    return !pattern || names.some((name) => pattern.test(name));
  });
}
