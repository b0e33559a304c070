/** The changes that the copies of macro crates need before they compile to WebAssembly. Everything else stays as it is. */
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import type { Edition, TokenTree } from '../syntax/token';
import { isGroup, isPunct, isWord } from '../syntax/tokenTests';
import { applyEdits } from './codeEdits';

const declarations = ['proc_macro', 'proc_macro_derive', 'proc_macro_attribute'];

interface Declaration {
  /** Where it begins, as a UTF-16 offset. */
  readonly offset: number;
  /** Whether it stands in a `cfg_attr`. */
  readonly conditional: boolean;
  /** Whether it stands in the body of a function: then it declares nothing there, but goes into what a macro puts out. */
  readonly quoted: boolean;
}

/**
 * Puts `#[macroscope_export::export]` (`server/proc_macro_export`) before every declaration of a procedural macro, also in the bodies of
 * `macro_rules!`. Line numbers stay, since a macro's panic message names them. The mark counts for wasm only: a crate whose macros make
 * declarations may also serve a procedural macro that rustc itself loads in the same build.
 */
export function markDeclarations(source: string): string {
  return mark(
    source,
    findDeclarations(source).filter(({ quoted }) => !quoted),
  );
}

/**
 * The same for the declarations that functions put into other crates. It is for procedural macros that rustc loads while a module is
 * compiled: in a module such tokens are output, which must not change.
 */
export function markQuotedDeclarations(source: string): string {
  return mark(
    source,
    findDeclarations(source).filter(({ quoted }) => quoted),
  );
}

function mark(source: string, found: readonly Declaration[]): string {
  const attribute = 'cfg_attr(target_family = "wasm", macroscope_export::export)';
  return applyEdits(
    source,
    found.map(({ offset, conditional }) => ({
      span: { start: offset, end: offset },
      text: attribute + (conditional ? ', ' : '] #['),
    })),
  );
}

/**
 * The attributes `#[proc_macro]`, `#[proc_macro_derive(…)]` and `#[proc_macro_attribute]`, alone or in a `cfg_attr`, in the order of the
 * source. Tokens are read, not text: sources speak of these attributes in comments and messages as well.
 */
function findDeclarations(source: string): Declaration[] {
  if (!source.includes('proc_macro')) return [];
  const found: Declaration[] = [];
  const visit = (tokens: readonly TokenTree[], quoted: boolean): void => {
    const add = (offset: number, conditional: boolean): number => found.push({ offset, conditional, quoted });
    let isFunction = false;
    tokens.forEach((token, index) => {
      if (isWord(token, 'fn')) isFunction = true;
      else if (isPunct(token, ';')) isFunction = false;
      if (token.kind !== 'group') return;
      const isBody = isFunction && token.delimiter === 'brace';
      if (isBody) isFunction = false;
      const isAttribute = token.delimiter === 'bracket' && isPunct(tokens[index - 1], '#');
      if (!isAttribute || !readAttribute(token.tokens, false, add)) visit(token.tokens, quoted || isBody);
    });
  };
  visit(parseTokenTrees({ id: 0, path: undefined, text: source }).tokens, false);
  return found;
}

/** Adds the declarations of one attribute. Returns whether it is one that can have some. */
function readAttribute(
  tokens: readonly TokenTree[],
  conditional: boolean,
  add: (offset: number, conditional: boolean) => void,
): boolean {
  const [name, list] = tokens;
  if (name?.kind !== 'ident') return false;
  if (declarations.includes(name.text) && (tokens.length === 1 || isGroup(list, 'paren'))) {
    add(name.span.start, conditional);
    return true;
  }
  if (name.text !== 'cfg_attr' || !isGroup(list, 'paren')) return false;
  const commas = list.tokens.flatMap((token, index) => (isPunct(token, ',') ? [index] : []));
  commas.forEach((comma, index) => {
    readAttribute(list.tokens.slice(comma + 1, commas[index + 1]), true, add);
  });
  return true;
}

/** How crates of the time before `proc_macro` on WebAssembly tell targets that have no such crate. */
const withoutProcMacro =
  /all\s*\(\s*target_arch\s*=\s*"wasm32"\s*,\s*any\s*\(\s*target_os\s*=\s*"unknown"\s*,\s*target_os\s*=\s*"wasi"\s*,?\s*\)\s*,?\s*\)/g;

/** An attribute without brackets inside, which conditions never have. */
const cfgAttribute = /#\s*!?\[\s*cfg(?:_attr)?\b[^\][]*\]/g;

/**
 * Switches on what a library leaves out on WebAssembly because compilers bring no `proc_macro` there: in modules there is ours. Only
 * conditions that speak of both are changed.
 */
export function admitProcMacro(source: string): string {
  if (!source.includes('"wasm32"')) return source;
  return source.replace(cfgAttribute, (attribute) =>
    /proc[-_]macro/.test(attribute) ? attribute.replace(withoutProcMacro, 'any()') : attribute,
  );
}

/** What is added at the end of the crate's root file: the allocator that every module exports. */
export function allocatorExport(edition: Edition): string {
  const attribute = 'export_name = "macroscope_alloc"';
  return `
const _: () = {
    extern crate proc_macro as macroscope_proc_macro;
    #[${edition >= 2024 ? `unsafe(${attribute})` : attribute}]
    extern "C" fn allocate(length: usize) -> *mut u8 {
        macroscope_proc_macro::__macroscope::alloc(length)
    }
};
`;
}
