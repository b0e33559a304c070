/** The changes that the copies of macro crates need before they compile to WebAssembly. Everything else stays as it is. */
import type { Edition } from '../syntax/token';

/**
 * The opening of `#[proc_macro]`, `#[proc_macro_derive(…)]` or `#[proc_macro_attribute]`, alone or in a `cfg_attr`. They are found in the
 * bodies of `macro_rules!` as well. A comment or string that holds such text is changed too, which does no harm.
 */
const declaration =
  /(#\s*\[\s*)((?:cfg_attr\s*\([^[\]]*,\s*)?)(proc_macro(?:_derive|_attribute)?)(?=\s*[\](,)])/g;

/** Whether a source declares procedural macros, or holds a macro that makes declarations. Line comments do not count. */
export function declaresMacros(source: string): boolean {
  if (!source.includes('proc_macro')) return false;
  declaration.lastIndex = 0;
  return declaration.test(source.replace(/^\s*\/\/.*$/gm, ''));
}

/**
 * Puts `#[macroscope_export::export]` (`server/proc_macro_export`) before every declaration of a procedural macro. Line numbers stay,
 * since a macro's panic message names them. The mark counts for wasm only: a crate whose macros make declarations may also serve a
 * procedural macro that rustc itself loads in the same build.
 */
export function markDeclarations(source: string): string {
  const mark = 'cfg_attr(target_family = "wasm", macroscope_export::export)';
  return source.replace(declaration, (_, open: string, condition: string, name: string) =>
    condition === '' ? `${open}${mark}] #[${name}` : `${open}${condition}${mark}, ${name}`,
  );
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
