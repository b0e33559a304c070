/**
 * The part of the `WebAssembly` global that the sandbox uses. TypeScript declares it only in its DOM library,
 * which a server does not want: there, `window` and `document` would type-check too.
 */

/** A compiled module. Opaque; it can be posted to other threads, which then share its machine code. */
export interface CompiledModule {
  readonly __compiledModule: never;
}

export interface WasmGlobal {
  value: number | bigint;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type WasmFunction = (...parameters: (number | bigint)[]) => unknown;

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

export type WasmImports = Record<string, Record<string, WasmFunction>>;

interface WebAssemblyApi {
  readonly Module: {
    new (bytes: Uint8Array): CompiledModule;
    imports(module: CompiledModule): readonly { readonly module: string; readonly name: string }[];
    /** The contents of all custom sections of a name, without it. */
    customSections(module: CompiledModule, name: string): ArrayBuffer[];
  };
  readonly Instance: new (module: CompiledModule, imports: WasmImports) => WasmInstance;
  readonly Memory: new (descriptor: { initial: number }) => WasmMemory;
  readonly RuntimeError: new () => Error;
  validate(bytes: Uint8Array): boolean;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
