/**
 * The bodies of derived methods: what is common to all traits (rustc_builtin_macros::deriving::generic). A trait
 * combines the fields of one constructor; here the constructors of an enum become the arms of a match.
 */
import type { Field } from '../../../syntax/item';
import type { Span, TokenTree } from '../../../syntax/token';
import { identifier, joined, literal } from '../quote';
import { isPacked } from './deriveImpl';
import { corePath, structConstructor, variantConstructor } from './deriveInput';
import type { Constructor, DeriveInput } from './deriveInput';

/** A field of `self` or of `other`, or a discriminant. */
export interface Operand {
  readonly tokens: readonly TokenTree[];
  /**
   * `place`: an expression that can be borrowed (`self.x`). `copied`: a place in a packed struct, which has to be copied into a block.
   * `reference`: already a reference (a binding of a pattern).
   */
  readonly form: 'place' | 'copied' | 'reference';
}

export interface FieldOperands {
  readonly name: Field['name'];
  readonly self: Operand;
  /** The same field of `other`, for methods that have it. */
  readonly other: Operand | undefined;
}

/** Statements and a final expression; `statement` tells that an expression stands as a statement, without its semicolon. */
export interface Body {
  readonly statements: readonly Statement[];
  readonly value?: Expression;
}

export interface Statement {
  readonly tokens: readonly TokenTree[];
  readonly expression: boolean;
}

/** An expression; a match keeps its parts, since one trait changes its last arm. */
export type Expression = readonly TokenTree[] | MatchExpression;

export interface MatchExpression {
  readonly subject: readonly TokenTree[];
  readonly arms: readonly MatchArm[];
}

export interface MatchArm {
  readonly pattern: readonly TokenTree[];
  readonly body: readonly TokenTree[];
  /** The pattern is `_`. */
  readonly wildcard?: boolean;
}

/** What a trait is asked to combine. */
export type Substructure =
  | { readonly kind: 'fields'; readonly constructor: Constructor; readonly fields: readonly FieldOperands[] }
  | {
      readonly kind: 'discriminant';
      readonly discriminant: FieldOperands;
      readonly rest: MatchExpression | undefined;
    }
  | { readonly kind: 'fieldless enum' };

export interface MethodShape {
  /** Whether the method has a second argument `other` of the same type. */
  readonly binary: boolean;
  /**
   * `unify`: discriminants are combined first and variants without fields share one arm. `separate`: every variant has its arm.
   * `specialize`: as `separate`, but an enum without any field is combined as a whole.
   */
  readonly fieldlessVariants: 'unify' | 'separate' | 'specialize';
  combine(substructure: Substructure): Body;
}

/** The tokens inside of the method's braces. */
export function methodBody(input: DeriveInput, shape: MethodShape): TokenTree[] {
  const body = input.item.kind === 'enum' ? enumBody(input, shape) : structBody(input, shape);
  return blockContent(input, body);
}

function structBody(input: DeriveInput, shape: MethodShape): Body {
  const { quote } = input;
  const constructor = structConstructor(input);
  const form = isPacked(input) ? 'copied' : 'place';
  const fields = constructor.fields.map((field, index): FieldOperands => {
    const name = fieldName(field, index, input.span);
    return {
      name: field.name,
      self: { tokens: quote`self.${name}`, form },
      other: shape.binary ? { tokens: quote`other.${name}`, form } : undefined,
    };
  });
  return shape.combine({ kind: 'fields', constructor, fields });
}

function fieldName(field: Field, index: number, span: Span): TokenTree {
  return field.name ?? literal('integer', String(index), span);
}

function enumBody(input: DeriveInput, shape: MethodShape): Body {
  const { item, quote } = input;
  if (item.variants.length === 0) return { statements: [], value: { subject: quote`*self`, arms: [] } };
  const constructors = item.variants.map((variant) => variantConstructor(input, variant));
  const [first] = constructors;
  const single = constructors.length === 1;
  if (first && constructors.every((constructor) => constructor.fields.length === 0)) {
    if (single) return shape.combine({ kind: 'fields', constructor: first, fields: [] });
    if (shape.fieldlessVariants === 'unify') return withDiscriminants(input, shape, undefined);
    if (shape.fieldlessVariants === 'specialize') return shape.combine({ kind: 'fieldless enum' });
  }
  const match = matchOnVariants(input, shape, constructors);
  return shape.fieldlessVariants === 'unify' && !single
    ? withDiscriminants(input, shape, match)
    : { statements: [], value: match };
}

/** `let __self_discr = ::core::intrinsics::discriminant_value(self);` and what the trait makes of it. */
function withDiscriminants(input: DeriveInput, shape: MethodShape, rest: MatchExpression | undefined): Body {
  const { quote } = input;
  const intrinsic = corePath(input, 'intrinsics', 'discriminant_value');
  const statements: Statement[] = [
    { tokens: quote`let __self_discr = ${intrinsic}(self)`, expression: false },
  ];
  if (shape.binary)
    statements.push({ tokens: quote`let __arg1_discr = ${intrinsic}(other)`, expression: false });
  const combined = shape.combine({
    kind: 'discriminant',
    discriminant: {
      name: undefined,
      self: { tokens: quote`__self_discr`, form: 'place' },
      other: shape.binary ? { tokens: quote`__arg1_discr`, form: 'place' } : undefined,
    },
    rest,
  });
  return { ...combined, statements: [...statements, ...combined.statements] };
}

function matchOnVariants(
  input: DeriveInput,
  shape: MethodShape,
  constructors: readonly Constructor[],
): MatchExpression {
  const { quote } = input;
  const unify = shape.fieldlessVariants === 'unify';
  const arms: MatchArm[] = [];
  for (const constructor of constructors) {
    if (unify && constructor.fields.length === 0) continue;
    const self = bindings(constructor, '__self', input.span);
    const other = bindings(constructor, '__arg1', input.span);
    const selfPattern = constructorPattern(input, constructor, self);
    arms.push({
      pattern: shape.binary
        ? quote`(${selfPattern}, ${constructorPattern(input, constructor, other)})`
        : selfPattern,
      body: bodyExpression(
        input,
        shape.combine({
          kind: 'fields',
          constructor,
          fields: constructor.fields.map((field, index) => ({
            name: field.name,
            self: { tokens: self[index] ?? [], form: 'reference' },
            other: shape.binary ? { tokens: other[index] ?? [], form: 'reference' } : undefined,
          })),
        }),
      ),
    });
  }
  const fieldless = constructors.find((constructor) => constructor.fields.length === 0);
  if (fieldless && unify) {
    const body = bodyExpression(input, shape.combine({ kind: 'fields', constructor: fieldless, fields: [] }));
    arms.push({ pattern: quote`_`, body, wildcard: true });
  } else if (constructors.length > 1 && shape.binary) {
    const body = quote`unsafe { ${corePath(input, 'intrinsics', 'unreachable')}() }`;
    arms.push({ pattern: quote`_`, body, wildcard: true });
  }
  return { subject: shape.binary ? quote`(self, other)` : quote`self`, arms };
}

/** The names that a pattern binds: `__self_0`, `__self_1` … */
function bindings(constructor: Constructor, prefix: string, span: Span): TokenTree[][] {
  return constructor.fields.map((_, index) => [identifier(`${prefix}_${index}`, span)]);
}

function constructorPattern(
  { quote }: DeriveInput,
  constructor: Constructor,
  names: readonly (readonly TokenTree[])[],
): TokenTree[] {
  switch (constructor.shape) {
    case 'unit':
      return [...constructor.path];
    case 'tuple':
      return quote`${constructor.path}(${joined(names, quote`,`)})`;
    case 'named': {
      const fields = constructor.fields.map(
        (field, index) => quote`${field.name ?? []}: ${names[index] ?? []}`,
      );
      return quote`${constructor.path} { ${joined(fields, quote`,`)} }`;
    }
  }
}

/** `&place`, `&{ place }` for a packed field, or the reference that the operand is. */
export function reference({ quote }: DeriveInput, operand: Operand): TokenTree[] {
  switch (operand.form) {
    case 'place':
      return quote`&${operand.tokens}`;
    case 'copied':
      return quote`&{ ${operand.tokens} }`;
    case 'reference':
      return [...operand.tokens];
  }
}

export function expressionTokens(input: DeriveInput, expression: Expression): TokenTree[] {
  if (!('arms' in expression)) return [...expression];
  const { quote } = input;
  const arms = expression.arms.flatMap(({ pattern, body }) =>
    // A block needs no comma after it, and rustc prints none.
    isBlock(body) ? quote`${pattern} => ${body}` : quote`${pattern} => ${body},`,
  );
  return quote`match ${expression.subject} { ${arms} }`;
}

function isBlock(body: readonly TokenTree[]): boolean {
  const last = body[body.length - 1];
  if (last?.kind !== 'group' || last.delimiter !== 'brace') return false;
  const [first] = body;
  return body.length === 1 || (body.length === 2 && first?.kind === 'ident' && first.text === 'unsafe');
}

/** Statements with semicolons between them; an expression at the end has none. */
function blockContent(input: DeriveInput, body: Body): TokenTree[] {
  const { quote } = input;
  const lines = [...body.statements];
  if (body.value) lines.push({ tokens: expressionTokens(input, body.value), expression: true });
  return lines.flatMap(({ tokens, expression }, index) =>
    expression && index === lines.length - 1 ? [...tokens] : quote`${tokens};`,
  );
}

/** The body as the expression of an arm: a block only where it is needed. */
function bodyExpression(input: DeriveInput, body: Body): TokenTree[] {
  const [only] = body.statements;
  if (!only && body.value) return expressionTokens(input, body.value);
  if (only?.expression && body.statements.length === 1 && !body.value) return [...only.tokens];
  return input.quote`{ ${blockContent(input, body)} }`;
}
