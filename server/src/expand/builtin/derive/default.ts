import type { ItemAttribute, Variant } from '../../../syntax/item';
import type { Span, TokenTree } from '../../../syntax/token';
import { MacroError } from '../../expansion';
import { joined } from '../quote';
import { deriveImpl, method, selfType } from './deriveImpl';
import { attributeName, corePath } from './deriveInput';
import type { DeriveInput } from './deriveInput';

/** `Default` (rustc: deriving/default.rs). An enum has the variant that is marked `#[default]`. */
export function deriveDefault(input: DeriveInput): TokenTree[] {
  const { item, quote } = input;
  const marked =
    item.kind === 'enum' ? item.variants.filter((variant) => defaultAttributes(variant).length > 0) : [];
  const body =
    item.kind === 'enum' ? quote`Self::${defaultVariant(input, marked).name}` : defaultStruct(input);
  return deriveImpl(input, {
    trait: ['default', 'Default'],
    withoutOwnBound: marked.length > 0,
    methods: method(input, { name: 'default', parameters: [], returns: selfType(input) }, body),
  });
}

function defaultStruct(input: DeriveInput): TokenTree[] {
  const { item, quote } = input;
  const call = quote`${corePath(input, 'default', 'Default', 'default')}()`;
  if (item.shape === 'tuple' && item.fields.length > 0) {
    const values = item.fields.map(() => call);
    return quote`${item.name}(${joined(values, quote`,`)})`;
  }
  // A unit struct and `struct T();` are written with braces as well.
  const fields = item.fields.map((field) => quote`${field.name ?? []}: ${call}`);
  return quote`${item.name} { ${joined(fields, quote`,`)} }`;
}

function defaultVariant(input: DeriveInput, marked: readonly Variant[]): Variant {
  const [variant, second] = marked;
  if (!variant) throw invalid('`#[derive(Default)]` on enum with no `#[default]`', input.item.name.span);
  if (second) throw invalid('multiple declared defaults', second.name.span);
  if (variant.shape !== 'unit')
    throw invalid('the `#[default]` attribute may only be used on unit enum variants', variant.name.span);
  if (variant.attributes.some((attribute) => attributeName(attribute) === 'non_exhaustive'))
    throw invalid('default variant must be exhaustive', variant.name.span);
  const attributes = defaultAttributes(variant);
  if (attributes.length > 1) throw invalid('multiple `#[default]` attributes', variant.name.span);
  const [{ outline } = { outline: undefined }] = attributes;
  if (outline?.arguments ?? outline?.value)
    throw invalid('`#[default]` attribute does not accept a value', variant.name.span);
  return variant;
}

function defaultAttributes(variant: Variant): readonly ItemAttribute[] {
  return variant.attributes.filter((attribute) => attributeName(attribute) === 'default');
}

function invalid(message: string, span: Span): MacroError {
  return new MacroError('invalid-input', message, span);
}
