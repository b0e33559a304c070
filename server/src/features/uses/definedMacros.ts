import type { MacroDefinition, MacroKind } from '../../resolve/definition';
import { outlineItems, type AttributeOutline, type ItemOutline } from '../../syntax/itemOutline';
import type { Group, Ident, TokenTree } from '../../syntax/token';

/** A macro where it is defined, as its file alone tells. */
export interface DefinedMacro {
  readonly kind: MacroKind;
  readonly engine: MacroDefinition['engine'];
  /** What calls are resolved to: the name of the macro, which for a derive stands in the attribute. */
  readonly name: Ident;
  /** The name of the function that is a procedural macro, where it is another one. */
  readonly functionName?: Ident;
}

/** The attributes that make a function a macro (Reference, "Procedural Macros"). */
const proceduralKinds = new Map<string, MacroKind>([
  ['proc_macro', 'bang'],
  ['proc_macro_attribute', 'attribute'],
  ['proc_macro_derive', 'derive'],
]);

/** More macros than this, in one file, are not listed: nobody reads so many. */
const maximumMacros = 2000;

/** The macros that a file defines: in its modules, and in the bodies of its functions, traits and impls. */
export function definedMacros(tokens: readonly TokenTree[]): DefinedMacro[] {
  return definitionsIn(tokens, () => true).slice(0, maximumMacros);
}

/** The macro whose name, or whose function's name, is at an offset. */
export function definedMacroAt(tokens: readonly TokenTree[], offset: number): DefinedMacro | undefined {
  const isAt = ({ span }: Ident): boolean => span.start <= offset && offset <= span.end;
  return definitionsIn(tokens, ({ open, close }) => open.start <= offset && offset <= close.end).find(
    ({ name, functionName }) => isAt(name) || (functionName !== undefined && isAt(functionName)),
  );
}

function definitionsIn(tokens: readonly TokenTree[], looksInto: (body: Group) => boolean): DefinedMacro[] {
  const macros: DefinedMacro[] = [];
  const pending = [tokens];
  for (let list = pending.pop(); list; list = pending.pop())
    for (const item of outlineItems(list)) {
      const { body, keyword } = item;
      const defined = definedMacro(item);
      if (defined) macros.push(defined);
      else if (body?.delimiter === 'brace' && keyword !== 'macro call' && looksInto(body))
        pending.push(body.tokens);
    }
  return macros;
}

function definedMacro({ keyword, name, attributes }: ItemOutline): DefinedMacro | undefined {
  if (!name) return undefined;
  if (keyword === 'macro_rules' || keyword === 'macro') return { kind: 'bang', engine: 'declarative', name };
  if (keyword !== 'fn') return undefined;
  for (const attribute of attributes) {
    const [word] = attribute.path;
    const kind = attribute.path.length === 1 ? proceduralKinds.get(word?.text ?? '') : undefined;
    if (kind === undefined) continue;
    const own = kind === 'derive' ? firstWord(attribute) : name;
    if (own) return { kind, engine: 'procedural', name: own, ...(own !== name && { functionName: name }) };
  }
  return undefined;
}

function firstWord({ arguments: group }: AttributeOutline): Ident | undefined {
  const first = group?.tokens[0];
  return first?.kind === 'ident' ? first : undefined;
}
