import type { Field, Item, Variant } from '../../../syntax/item';
import type { Ident, TokenTree } from '../../../syntax/token';
import type { Quote } from '../quote';
import { identifier } from '../quote';
import type { Span } from '../../../syntax/token';

/** A struct, enum or union, and what a derive needs to write code for it. */
export interface DeriveInput {
  readonly item: Item;
  /** The trait's name as the user wrote it, for messages. */
  readonly trait: string;
  /** See BuiltinContext. */
  readonly derivesCopy: boolean;
  /** The span of generated tokens: the derive's place with a mark of its own. */
  readonly span: Span;
  readonly quote: Quote;
}

/** The fields of a struct or union, or of one variant, with the path that constructs it. */
export interface Constructor {
  /** `Type` or `Type::Variant`. */
  readonly path: readonly TokenTree[];
  /** The name without a path: what `Debug` prints. */
  readonly name: Ident;
  readonly shape: 'unit' | 'tuple' | 'named';
  readonly fields: readonly Field[];
}

export function structConstructor(input: DeriveInput): Constructor {
  const { item } = input;
  return { path: [item.name], name: item.name, shape: item.shape, fields: item.fields };
}

export function variantConstructor(input: DeriveInput, variant: Variant): Constructor {
  const { item, quote } = input;
  return {
    path: quote`${item.name}::${variant.name}`,
    name: variant.name,
    shape: variant.shape,
    fields: variant.fields,
  };
}

/** Every field of the item in source order, those of all variants of an enum. */
export function allFields(item: Item): readonly Field[] {
  return item.kind === 'enum' ? item.variants.flatMap((variant) => variant.fields) : item.fields;
}

export function isCopyWithoutTypeParameters(input: DeriveInput): boolean {
  return input.derivesCopy && !input.item.generics.some((parameter) => parameter.kind === 'type');
}

/** The path of something in `core`: `::core::clone::Clone`. */
export function corePath(input: DeriveInput, ...segments: readonly string[]): TokenTree[] {
  const { quote, span } = input;
  const path = quote`::core`;
  for (const segment of segments) path.push(...quote`::${identifier(segment, span)}`);
  return path;
}

/** The tokens of a type without the invisible groups around them. */
export function unwrapped(tokens: readonly TokenTree[]): readonly TokenTree[] {
  let content = tokens;
  for (;;) {
    const [only] = content;
    if (content.length !== 1 || only?.kind !== 'group' || only.delimiter !== 'invisible') return content;
    content = only.tokens;
  }
}

/** The name when the type is nothing but a name (rustc's `TyKind::is_simple_path`). */
export function simpleTypeName(type: readonly TokenTree[]): string | undefined {
  const content = unwrapped(type);
  const [only] = content;
  return content.length === 1 && only?.kind === 'ident' && only.text !== '_' ? only.text : undefined;
}
