import { Language, Parser } from 'web-tree-sitter';

/** The bytes of the two wasm files: web-tree-sitter's runtime and tree-sitter-rust's grammar. */
export interface GrammarBytes {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

let runtimeReady: Promise<void> | undefined;

/**
 * Makes a parser for Rust. The runtime is started once per process. Rejects when the bytes are no such modules; documents work without a parser.
 */
export async function createRustParser(bytes: GrammarBytes): Promise<Parser> {
  runtimeReady ??= Parser.init({ wasmBinary: bytes.runtime });
  await runtimeReady;
  return new Parser().setLanguage(await Language.load(bytes.grammar));
}
