/** Which macros are measured, and whose sources the inputs are taken from. */
import type { MacroKind } from '../../../server/src/resolve/definition';

export interface MeasuredMacro {
  readonly name: string;
  readonly kind: MacroKind;
}

export interface MeasuredCrate {
  /** Package name of the procedural-macro crate. */
  readonly name: string;
  /** Its dependency declaration in TOML, as users of the macros get it. */
  readonly dependency: string;
  readonly macros: readonly MeasuredMacro[];
  /** Debian packages with sources that call these macros, and no others of the same names. */
  readonly users: readonly string[];
}

const derives = (...names: readonly string[]): MeasuredMacro[] =>
  names.map((name) => ({ name, kind: 'derive' }));
const attributes = (...names: readonly string[]): MeasuredMacro[] =>
  names.map((name) => ({ name, kind: 'attribute' }));

export const measuredCrates: readonly MeasuredCrate[] = [
  {
    name: 'serde_derive',
    dependency: '"1"',
    macros: derives('Serialize', 'Deserialize'),
    users: ['librust-octocrab-dev', 'librust-cargo-util-schemas-dev', 'librust-nftables-dev'],
  },
  {
    name: 'thiserror-impl',
    dependency: '"2"',
    macros: derives('Error'),
    users: ['librust-gix-dev', 'librust-gix-ref-dev', 'librust-gix-config-dev', 'librust-hickory-proto-dev'],
  },
  {
    name: 'clap_derive',
    dependency: '"4"',
    macros: derives('Parser', 'Args', 'Subcommand', 'ValueEnum'),
    users: ['librust-cargo-options-dev', 'librust-debcargo-dev', 'librust-just-dev', 'librust-grcov-dev'],
  },
  {
    name: 'tokio-macros',
    dependency: '"2"',
    macros: attributes('test', 'main'),
    users: ['librust-tokio-dev', 'librust-octocrab-dev'],
  },
  {
    name: 'async-trait',
    dependency: '"0.1"',
    macros: attributes('async_trait'),
    users: [
      'librust-hickory-server-dev',
      'librust-hickory-proto-dev',
      'librust-magic-wormhole-dev',
      'librust-tonic-dev',
    ],
  },
  {
    name: 'strum_macros',
    dependency: '"0.26"',
    macros: derives('Display', 'EnumString', 'EnumIter'),
    users: ['librust-ratatui-dev', 'librust-just-dev', 'librust-in-toto-dev', 'librust-nftables-dev'],
  },
  {
    name: 'tracing-attributes',
    dependency: '"0.1"',
    macros: attributes('instrument'),
    users: ['librust-tracing-attributes-dev', 'librust-zbus-dev', 'librust-cargo-dev'],
  },
  {
    name: 'pin-project-internal',
    dependency: '"1"',
    macros: attributes('pin_project'),
    users: ['librust-warp-dev', 'librust-tonic-dev', 'librust-tower-0.4-dev', 'librust-async-zip-dev'],
  },
  {
    name: 'zerocopy-derive',
    dependency: '"0.7"',
    macros: derives('FromBytes', 'AsBytes', 'FromZeroes'),
    users: ['librust-zerocopy-derive-dev', 'librust-zerocopy-dev'],
  },
  {
    name: 'pest_derive',
    dependency: '"2"',
    macros: derives('Parser'),
    users: [
      'librust-pest-derive-dev',
      'librust-handlebars-dev',
      'librust-tera-dev',
      'librust-json5-dev',
      'librust-semver-parser-dev',
      'librust-insta-dev',
    ],
  },
  {
    name: 'derive_more-impl',
    dependency: '{ version = "1", features = ["full"] }',
    macros: derives('Display', 'From', 'Deref'),
    users: ['librust-derive-more-dev', 'librust-actix-http-dev', 'librust-actix-web-dev', 'librust-pgp-dev'],
  },
];

/** The Debian package of a macro crate, which depends on those of all that it is compiled from. */
export function packageOf({ name }: MeasuredCrate): string {
  return `librust-${name.replaceAll('_', '-')}-dev`;
}
