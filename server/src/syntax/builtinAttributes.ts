import type { Ident } from './token';

/**
 * Attributes that rustc knows itself and that expand to nothing (rustc_feature/src/builtin_attrs.rs, `BUILTIN_ATTRIBUTES`). `cfg`,
 * `cfg_attr` and `derive` are handled apart. Names that begin with `rustc` are reserved for the compiler as a whole.
 */
const inertAttributes = new Set(
  (
    'cfg cfg_attr ignore should_panic reexport_test_harness_main automatically_derived macro_use macro_escape macro_export ' +
    'proc_macro proc_macro_derive proc_macro_attribute warn allow expect forbid deny must_use must_not_suspend deprecated ' +
    'crate_name crate_type crate_id link link_name no_link repr export_name link_section no_mangle used link_ordinal ' +
    'recursion_limit type_length_limit const_eval_limit move_size_limit unix_sigpipe start no_start no_main path no_std ' +
    'no_implicit_prelude non_exhaustive windows_subsystem panic_handler inline cold no_builtins target_feature track_caller ' +
    'instruction_set no_sanitize sanitize no_coverage coverage doc debugger_visualizer naked plugin plugin_registrar ' +
    'test_runner marker thread_local no_core optimize ffi_returns_twice ffi_pure ffi_const register_tool ' +
    'cmse_nonsecure_entry const_trait deprecated_safe collapse_debuginfo do_not_recommend cfi_encoding coroutine ' +
    'type_const patchable_function_entry feature stable unstable allow_internal_unstable allow_internal_unsafe ' +
    'fundamental may_dangle default_lib_allocator needs_allocator panic_runtime needs_panic_runtime compiler_builtins ' +
    'profiler_runtime linkage lang prelude_import custom_mir omit_gdb_pretty_printer_section pointee unsafe ' +
    'default_method_body_is_const reexport_test_harness_main'
  ).split(' '),
);

/** Tools whose attributes the compiler leaves alone (Reference, "Tool attributes"; rustc_resolve: PREDEFINED_TOOLS). */
const tools = new Set(['rustfmt', 'clippy', 'diagnostic', 'miri', 'rust_analyzer']);

/** Whether an attribute of this path is not a macro: a built-in attribute that stays as it is, or one for a tool. */
export function isInertAttribute(path: readonly Ident[]): boolean {
  const [first] = path;
  if (!first) return true;
  if (path.length > 1) return tools.has(first.text);
  return inertAttributes.has(first.text) || first.text.startsWith('rustc');
}
