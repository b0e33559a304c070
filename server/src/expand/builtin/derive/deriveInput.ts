import type { Field, Item, ItemAttribute, Variant } from '../../../syntax/item';
import type { Ident, Span, TokenTree } from '../../../syntax/token';
import { isWord } from '../../../syntax/tokenTests';
import { unwrapInvisible } from '../../cfg/unwrapInvisible';
import type { Quote } from '../quote';

/** A struct, enum or union, and what a derive needs to write code for it. */
export interface DeriveInput {
  readonly item: Item;
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
export function corePath({ span }: DeriveInput, ...segments: readonly string[]): TokenTree[] {
  return ['core', ...segments].flatMap((segment): TokenTree[] => [
    { kind: 'punct', text: '::', spacing: 'jointHidden', span },
    { kind: 'ident', text: segment, raw: false, spacing: 'jointHidden', span },
  ]);
}

/** The name when the type is nothing but a name (rustc's `TyKind::is_simple_path`). */
export function simpleTypeName(type: readonly TokenTree[]): string | undefined {
  const content = unwrapInvisible(type);
  const [only] = content;
  return content.length === 1 && only?.kind === 'ident' && only.text !== '_' ? only.text : undefined;
}

/** The name of an attribute whose path is one word. */
export function attributeName({ outline }: ItemAttribute): string | undefined {
  return outline.path.length === 1 ? outline.path[0]?.text : undefined;
}

/** Whether the item has `#[repr(…)]` with this word in it. */
export function hasRepresentation(item: Item, word: string): boolean {
  return item.attributes.some(
    (attribute) =>
      attributeName(attribute) === 'repr' &&
      attribute.outline.arguments?.tokens.some((token) => isWord(token, word)) === true,
  );
}
