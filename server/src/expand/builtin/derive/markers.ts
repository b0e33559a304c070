import type { TokenTree } from '../../../syntax/token';
import { deriveImpl } from './deriveImpl';
import type { DeriveInput } from './deriveInput';

/** `Copy` (rustc: deriving/bounds.rs). */
export function deriveCopy(input: DeriveInput): TokenTree[] {
  return deriveImpl(input, { trait: ['marker', 'Copy'], methods: [] });
}

/** `ConstParamTy` implements two traits, of which the second is for unsized types as well. */
export function deriveConstParamTy(input: DeriveInput): TokenTree[] {
  const bounds = [['cmp', 'Eq']];
  return [
    ...deriveImpl(input, { trait: ['marker', 'ConstParamTy_'], additionalBounds: bounds, methods: [] }),
    ...deriveUnsizedConstParamTy(input),
  ];
}

export function deriveUnsizedConstParamTy(input: DeriveInput): TokenTree[] {
  return deriveImpl(input, {
    trait: ['marker', 'UnsizedConstParamTy'],
    additionalBounds: [['cmp', 'Eq']],
    methods: [],
  });
}
