import { block, indentUnit, space, text } from './layout';
import type { Layout } from './layout';

/** An expression that has been read: what it prints, and how tightly its outermost operator binds. */
export interface PrintedExpression {
  readonly layout: Layout;
  readonly precedence: number;
  /**
   * Whether a struct expression stands in it where the `{` of an `if` would be read as its fields
   * (rustc_ast::util::parser::contains_exterior_struct_lit).
   */
  readonly exteriorStruct?: boolean;
}

/** The break before the closing brace of a struct expression. */
export function structEnd(beforeBreak: string): Layout {
  return { kind: 'break', blank: 1, offset: -indentUnit, beforeBreak };
}

/** An expression of these parts in a box of its own, as rustc puts every expression into one. */
export function boxed(binds: number, ...parts: readonly Layout[]): PrintedExpression {
  return { precedence: binds, layout: block(indentUnit, ...parts) };
}

export function parenthesized(expression: PrintedExpression, needed: boolean): Layout {
  return needed ? [text('('), expression.layout, text(')')] : expression.layout;
}

/** Elements with commas between them, which are broken into lines as the lines need it. */
export function separated(elements: readonly Layout[]): Layout {
  return block(0, withCommas(elements));
}

export function withCommas(elements: readonly Layout[]): Layout[] {
  return elements.flatMap((element, index) => (index === 0 ? [element] : [text(','), space, element]));
}
