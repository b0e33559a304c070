/** Errors that macros report by means of their own crates come to the place where rustc puts them, with its words. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debianRegistry } from './debianCrates';
import { patience, TemporaryProject } from './temporaryProject';
import type { TestClient } from './testClient';

const buildPatience = 600_000;

const calls = `use macros::*;

fn functions() {
    aborts!(one two three);
    emits!(one two
        three);
    aborts_later!(one two);
    catches!(one);
}

#[marked]
fn attribute() {}

#[derive(Described)]
#[described(lorem = "a", ipsun = 3)]
struct Unknown {
    #[described(nothing)]
    field: u8,
}

#[derive(Structured)]
struct Fields {
    good: u8,
    bad_field: Vec<u8>,
}
`;

const manifest = (name: string, further: string): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${further}`;

const macros = `
use proc_macro::TokenStream;
use proc_macro2::{TokenStream as Tokens, TokenTree};
use quote::quote;

fn trees(input: TokenStream) -> Vec<TokenTree> { Tokens::from(input).into_iter().collect() }

#[proc_macro_error::proc_macro_error]
#[proc_macro]
pub fn aborts(input: TokenStream) -> TokenStream {
    let trees = trees(input);
    proc_macro_error::abort!(trees[1], "no {} here", trees[1]; help = "leave it out");
}

#[proc_macro_error2::proc_macro_error]
#[proc_macro]
pub fn emits(input: TokenStream) -> TokenStream {
    let trees = trees(input);
    proc_macro_error2::emit_error!(trees[0], "the first is wrong");
    proc_macro_error2::emit_error!(quote!(#(#trees)*), "all are wrong");
    quote!(const _: () = ();).into()
}

#[proc_macro_error2::proc_macro_error]
#[proc_macro]
pub fn aborts_later(input: TokenStream) -> TokenStream {
    let trees = trees(input);
    proc_macro_error2::emit_error!(trees[0], "first of two");
    proc_macro_error2::abort_call_site!("second of two");
}

/// A handler of its own, with a value that is no text.
#[proc_macro]
pub fn catches(input: TokenStream) -> TokenStream {
    struct Problem(String);
    let span = trees(input)[0].span();
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| std::panic::panic_any(Problem("caught on the way".into())))) {
        Ok(()) => TokenStream::new(),
        Err(payload) => match payload.downcast::<Problem>() {
            Ok(problem) => syn::Error::new(span, problem.0).to_compile_error().into(),
            Err(payload) => std::panic::resume_unwind(payload),
        },
    }
}

#[proc_macro_error2::proc_macro_error]
#[proc_macro_attribute]
pub fn marked(_: TokenStream, item: TokenStream) -> TokenStream {
    let function: syn::ItemFn = syn::parse(item).unwrap();
    proc_macro_error2::emit_error!(function.sig.ident, "a bad name");
    quote!(#function).into()
}

#[derive(darling::FromField)]
#[darling(attributes(described))]
struct DescribedField { #[allow(dead_code)] ident: Option<syn::Ident> }

#[derive(darling::FromDeriveInput)]
#[darling(attributes(described))]
struct Description {
    #[allow(dead_code)] lorem: String,
    #[darling(default)] #[allow(dead_code)] ipsum: u8,
    #[allow(dead_code)] data: darling::ast::Data<darling::util::Ignored, DescribedField>,
}

#[proc_macro_derive(Described, attributes(described))]
pub fn described(input: TokenStream) -> TokenStream {
    use darling::FromDeriveInput;
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    match Description::from_derive_input(&input) {
        Ok(_) => TokenStream::new(),
        Err(error) => error.write_errors().into(),
    }
}

synstructure::decl_derive!([Structured] => structured);
fn structured(structure: synstructure::Structure<'_>) -> Tokens {
    let fields = structure.variants().iter().flat_map(|variant| variant.bindings().to_vec());
    let errors = fields.filter_map(|binding| {
        let field = binding.ast();
        let name = field.ident.as_ref()?;
        name.to_string().starts_with("bad").then(|| syn::Error::new_spanned(field, "a bad field").to_compile_error())
    });
    quote!(#(#errors)*)
}
`;

interface Reported {
  readonly message: string;
  /** From 0, columns in UTF-16 units. */
  readonly range: string;
}

/** What rustc says of the project, by cargo's JSON messages. */
function rustcErrors(folder: string, environment: NodeJS.ProcessEnv): Reported[] {
  const { stdout, stderr } = spawnSync('cargo', ['check', '--offline', '--message-format', 'json'], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  interface Message {
    readonly reason: string;
    readonly message?: {
      readonly level: string;
      readonly message: string;
      readonly spans: readonly {
        readonly is_primary: boolean;
        readonly line_start: number;
        readonly column_start: number;
        readonly line_end: number;
        readonly column_end: number;
      }[];
    };
  }
  const errors = stdout
    .split('\n')
    .flatMap((line) => (line.startsWith('{') ? (JSON.parse(line) as Message) : []))
    .flatMap(({ message }) => (message?.level === 'error' ? message : []))
    .flatMap(({ message, spans }) => {
      const span = spans.find(({ is_primary }) => is_primary);
      if (!span) return [];
      const start = `${span.line_start - 1}:${span.column_start - 1}`;
      return { message, range: `${start}-${span.line_end - 1}:${span.column_end - 1}` };
    });
  if (errors.length === 0) throw new Error(stderr);
  return errors;
}

describe('macros that report errors by crates of their own', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': manifest('app', '[dependencies]\nmacros = { path = "macros" }\n[workspace]\n'),
    'src/lib.rs': calls,
    '.cargo/config.toml': `[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "${debianRegistry}"\n[net]\noffline = true\n`,
    'macros/Cargo.toml': manifest(
      'macros',
      `[lib]\nproc-macro = true\n[dependencies]\n${[
        'proc-macro2',
        'quote',
        'syn',
        'proc-macro-error',
        'proc-macro-error2',
        'darling',
        'synstructure',
      ]
        .map((name) =>
          name === 'syn' ? 'syn = { version = "2", features = ["full"] }\n' : `${name} = "*"\n`,
        )
        .join('')}`,
    ),
    'macros/src/lib.rs': macros,
  });
  let client: TestClient;
  let expected: Reported[];

  afterAll(() => project.client.stop());
  beforeAll(async () => {
    const environment = {
      PATH: `/usr/bin:${process.env.PATH ?? ''}`,
      XDG_CACHE_HOME: project.path('store'),
    };
    expected = rustcErrors(project.folder, { ...process.env, ...environment });
    client = await project.start({ trusted: true, environment });
    await client.open(project.path('src/lib.rs'), readFileSync(project.path('src/lib.rs'), 'utf8'));
    await client.ready();
  }, buildPatience);

  it('puts them where rustc puts them', async () => {
    const file = project.path('src/lib.rs');
    await client.until(() => (client.diagnosticsOf(file) ?? []).length >= expected.length);
    const shown = (client.diagnosticsOf(file) ?? []).map(({ message, range: { start, end } }) => ({
      message: typeof message === 'string' ? message : message.value,
      range: `${start.line}:${start.character}-${end.line}:${end.character}`,
    }));
    const sorted = (errors: readonly Reported[]): string[] =>
      errors.map(({ message, range }) => `${range} ${message}`).sort();
    expect(sorted(shown)).toEqual(sorted(expected));
  });
});
