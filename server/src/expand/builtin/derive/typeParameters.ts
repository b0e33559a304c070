import type { TokenTree } from '../../../syntax/token';
import { isPunct } from '../../../syntax/tokenTests';
import { angleDelta, anglesEnd } from '../../cfg/angles';

/** A type that begins with a type parameter and goes on (`T::Item`): it gets a bound of its own. */
export interface ProjectedType {
  readonly type: readonly TokenTree[];
  /** The parameters of the `for<…>` around it, each as tokens, outermost first. */
  readonly higherRanked: readonly (readonly TokenTree[])[];
}

/** The parameters of a `for<…>` and how deep in angle brackets it stands: it reaches to the end of its type or bound. */
interface Binder {
  readonly depth: number;
  readonly parameters: readonly (readonly TokenTree[])[];
}

/**
 * The paths in a type that begin with one of the type parameters and have more segments, in source order, repetitions included
 * (rustc_builtin_macros::deriving::generic::find_type_parameters). Constants inside of the type are searched for types only.
 */
export function projectedTypes(
  type: readonly TokenTree[],
  parameters: ReadonlySet<string>,
): readonly ProjectedType[] {
  const found: ProjectedType[] = [];
  new TypeScanner(parameters, found).scan(type, false, []);
  return found;
}

class TypeScanner {
  constructor(
    private readonly parameters: ReadonlySet<string>,
    private readonly found: ProjectedType[],
  ) {}

  scan(tokens: readonly TokenTree[], startsAsExpression: boolean, outer: readonly Binder[]): void {
    let binders = outer;
    let depth = 0;
    let expression = startsAsExpression;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index];
      if (!token) break;
      if (token.kind === 'group') {
        this.scan(token.tokens, token.delimiter === 'brace' || (expression && depth === 0), binders);
        continue;
      }
      if (token.kind === 'punct') {
        if (token.text === ';') expression = true;
        else if (token.text === ',' || token.text === '+') binders = outside(binders, outer, depth);
        // In a constant `<` opens a list only after `::` or at the beginning of a path; the rest are comparisons.
        const opens = angleDelta(token);
        if (opens < 0 || !expression || depth > 0 || tokens[index - 1]?.kind !== 'ident')
          depth = Math.max(0, depth + opens);
        if (opens < 0) binders = outside(binders, outer, depth + 1);
        continue;
      }
      if (token.kind !== 'ident') continue;
      if (token.text === 'for' && !token.raw && isPunct(tokens[index + 1], '<')) {
        const { end } = anglesEnd(tokens, index + 1);
        binders = [...binders, { depth, parameters: [tokens.slice(index + 2, end - 1)] }];
        index = end - 1;
      } else if (
        (!expression || depth > 0) &&
        this.parameters.has(token.text) &&
        !isPunct(tokens[index - 1], '::') &&
        isPunct(tokens[index + 1], '::')
      ) {
        this.found.push({
          type: pathAt(tokens, index),
          higherRanked: binders.flatMap((binder) => binder.parameters),
        });
      }
    }
  }
}

/** The binders that still hold behind a separator at this depth. */
function outside(binders: readonly Binder[], outer: readonly Binder[], depth: number): readonly Binder[] {
  return binders.length === outer.length
    ? binders
    : binders.filter((binder, index) => index < outer.length || binder.depth < depth);
}

/** The path whose first segment stands at `start`: names, generic arguments. */
function pathAt(tokens: readonly TokenTree[], start: number): readonly TokenTree[] {
  let index = start + 1;
  while (isPunct(tokens[index], '::')) {
    const segment = tokens[index + 1];
    if (segment?.kind === 'ident') index += 2;
    else if (isPunct(segment, '<')) index++;
    else break;
    if (!isPunct(tokens[index], '<')) continue;
    const { end, excess } = anglesEnd(tokens, index);
    if (excess > 0) return withoutExcess(tokens.slice(start, end), excess);
    index = end;
  }
  return tokens.slice(start, index);
}

/** Cuts the `>` that close more than the path off its last token: `Of<'a>>` becomes `Of<'a>`. */
function withoutExcess(path: readonly TokenTree[], excess: number): readonly TokenTree[] {
  const last = path[path.length - 1];
  if (last?.kind !== 'punct') return path;
  return [...path.slice(0, -1), { ...last, text: last.text.slice(0, last.text.length - excess) }];
}
