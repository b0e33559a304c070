import type { Item } from '../../../syntax/item';
import type { TokenTree } from '../../../syntax/token';
import { deriveImpl, method, selfType } from './deriveImpl';
import { corePath } from './deriveInput';
import type { DeriveInput } from './deriveInput';
import { expressionTokens, methodBody, reference } from './methodBody';
import type { Expression, FieldOperands, MatchExpression, Substructure } from './methodBody';

/** `Ord` (rustc: deriving/cmp/ord.rs). */
export function deriveOrd(input: DeriveInput): TokenTree[] {
  const ordering = corePath(input, 'cmp', 'Ordering');
  const equal = corePath(input, 'cmp', 'Ordering', 'Equal');
  return deriveImpl(input, {
    trait: ['cmp', 'Ord'],
    copiesPackedFields: true,
    methods: comparingMethod(input, 'cmp', ordering, {
      compare: corePath(input, 'cmp', 'Ord', 'cmp'),
      equal,
      discriminantFirst: true,
    }),
  });
}

/** `PartialOrd` (rustc: deriving/cmp/partial_ord.rs). */
export function derivePartialOrd(input: DeriveInput): TokenTree[] {
  const { quote } = input;
  const ordering = corePath(input, 'cmp', 'Ordering');
  const equal = corePath(input, 'cmp', 'Ordering', 'Equal');
  return deriveImpl(input, {
    trait: ['cmp', 'PartialOrd'],
    copiesPackedFields: true,
    methods: comparingMethod(
      input,
      'partial_cmp',
      quote`${corePath(input, 'option', 'Option')}<${ordering}>`,
      {
        compare: corePath(input, 'cmp', 'PartialOrd', 'partial_cmp'),
        equal: quote`${corePath(input, 'option', 'Option', 'Some')}(${equal})`,
        discriminantFirst: discriminantFirst(input.item),
      },
    ),
  });
}

interface Comparison {
  /** Path of the function that compares two references. */
  readonly compare: readonly TokenTree[];
  /** What the function gives for equal values, as expression and as pattern. */
  readonly equal: readonly TokenTree[];
  /** Whether discriminants are compared before fields; else they are compared where the fields' match ends. */
  readonly discriminantFirst: boolean;
}

function comparingMethod(
  input: DeriveInput,
  name: string,
  returns: readonly TokenTree[],
  comparison: Comparison,
): TokenTree[] {
  const body = methodBody(input, {
    binary: true,
    fieldlessVariants: 'unify',
    combine: (substructure) => ({ statements: [], value: compared(input, comparison, substructure) }),
  });
  const parameters = input.quote`&self, other: &${selfType(input)}`;
  return method(input, { name, parameters, returns }, body);
}

function compared(input: DeriveInput, comparison: Comparison, substructure: Substructure): Expression {
  switch (substructure.kind) {
    case 'fields': {
      const [last, ...before] = substructure.fields.toReversed();
      if (!last) return comparison.equal;
      let chain: Expression = call(input, comparison, last);
      for (const field of before) chain = orElse(input, comparison, call(input, comparison, field), chain);
      return chain;
    }
    case 'discriminant': {
      const discriminants = call(input, comparison, substructure.discriminant);
      const { rest } = substructure;
      if (!rest) return discriminants;
      return (
        (comparison.discriminantFirst ? undefined : withLastArm(rest, discriminants)) ??
        orElse(input, comparison, discriminants, rest)
      );
    }
    case 'fieldless enum':
      return [];
  }
}

function call(input: DeriveInput, { compare }: Comparison, field: FieldOperands): TokenTree[] {
  const other = field.other ? reference(input, field.other) : [];
  return input.quote`${compare}(${reference(input, field.self)}, ${other})`;
}

/** `match first { Equal => next, cmp => cmp }`. */
function orElse(
  input: DeriveInput,
  { equal }: Comparison,
  first: readonly TokenTree[],
  next: Expression,
): MatchExpression {
  const { quote } = input;
  return {
    subject: first,
    arms: [
      { pattern: equal, body: expressionTokens(input, next) },
      { pattern: quote`cmp`, body: quote`cmp` },
    ],
  };
}

/** The match with another body in its wildcard arm, or undefined when it has none. */
function withLastArm(match: MatchExpression, body: readonly TokenTree[]): MatchExpression | undefined {
  const last = match.arms[match.arms.length - 1];
  return last?.wildcard ? { ...match, arms: [...match.arms.slice(0, -1), { ...last, body }] } : undefined;
}

/**
 * Whether `PartialOrd` compares discriminants first. With one or two variants that have fields, or when never two or more without
 * fields stand between those that have some, rustc compares fields first, which gives better machine code.
 */
function discriminantFirst(item: Item): boolean {
  if (item.kind !== 'enum') return true;
  const withFields = item.variants.flatMap((variant, index) => (variant.fields.length > 0 ? [index] : []));
  if (withFields.length === 0) return true;
  if (withFields.length <= 2) return false;
  return withFields.some((index, position) => index - (withFields[position - 1] ?? index) > 2);
}
