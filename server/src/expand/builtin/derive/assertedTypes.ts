import type { TokenTree } from '../../../syntax/token';
import { allFields, corePath, simpleTypeName } from './deriveInput';
import type { DeriveInput } from './deriveInput';

/**
 * `let _: ::core::…::AssertParamIs…<Type>;` for the type of every field. A type that is a mere name is asserted once; the others
 * are not compared, as in rustc.
 */
export function assertFieldTypes(input: DeriveInput, assertion: readonly string[]): TokenTree[] {
  const { quote } = input;
  const seen = new Set<string>();
  const path = corePath(input, ...assertion);
  return allFields(input.item).flatMap((field) => {
    const name = simpleTypeName(field.type);
    if (name !== undefined && seen.has(name)) return [];
    if (name !== undefined) seen.add(name);
    return quote`let _: ${path}<${field.type}>;`;
  });
}
