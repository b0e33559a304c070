import type { FlatTree } from './flatTree';
import {
  InvalidRequest,
  readForExpansion,
  type ExpandMacro,
  type MessageFormat,
  type Request,
  type SpanMode,
} from './protocol';

/** One JSON object a line, which all versions of rust-analyzer speak (legacy_protocol/msg.rs in its proc-macro-api, msg.rs in older ones). */
export const jsonFormat: MessageFormat = {
  // A client refuses a server that is newer than itself, so this is the newest version that all clients since 1.82 take.
  version: 5,
  terminator: 0x0a,
  read: (message) => {
    const line = message.toString('utf8');
    // What a macro printed into the output of another server has come this way, and is overlooked.
    return line.startsWith('{') ? readRequest(line) : undefined;
  },
  write: (response) => `${JSON.stringify(response)}\n`,
};

/** Reads a request. Fields that are not known are left out, as the client's server does. Throws InvalidRequest. */
function readRequest(line: string): Request {
  const [kind, body] = variantOf(parse(line));
  switch (kind) {
    case 'ApiVersionCheck':
      return { kind };
    case 'SetConfig':
      return { kind, spanMode: spanModeOf(fieldsOf(body, kind).span_mode) };
    case 'ListMacros':
      return { kind, path: textOf(fieldsOf(body, kind).dylib_path, 'dylib_path') };
    case 'ExpandMacro':
      return { kind, task: readForExpansion(() => expandMacroOf(fieldsOf(body, kind))) };
    default:
      throw new InvalidRequest(`a request \`${kind.slice(0, 40)}\` is not known`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new InvalidRequest(`a line is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** serde's form of an enumeration: an object with the one field that has the variant's name. */
function variantOf(message: unknown): readonly [kind: string, body: unknown] {
  const [variant, more] = Object.entries(fieldsOf(message, 'a message'));
  if (!variant || more) throw new InvalidRequest('a message is not an object with one field');
  return variant;
}

function spanModeOf(mode: unknown): SpanMode {
  if (mode === undefined || mode === 'Id') return 'Id';
  if (mode === 'RustAnalyzer') return mode;
  throw new InvalidRequest('a mode of spans is not known');
}

function expandMacroOf(fields: Fields): ExpandMacro {
  const { current_dir: currentDir, attributes, has_global_spans: sites, span_data_table: table } = fields;
  const { def_site, call_site, mixed_site } = isNothing(sites) ? {} : fieldsOf(sites, 'has_global_spans');
  return {
    lib: textOf(fields.lib, 'lib'),
    env: listOf(fields.env, 'env').map(variableOf),
    currentDir: isNothing(currentDir) ? undefined : textOf(currentDir, 'current_dir'),
    macroBody: flatTreeOf(fields.macro_body, 'macro_body'),
    macroName: textOf(fields.macro_name, 'macro_name'),
    attributes: isNothing(attributes) ? undefined : flatTreeOf(attributes, 'attributes'),
    defSite: siteOf(def_site),
    callSite: siteOf(call_site),
    mixedSite: siteOf(mixed_site),
    spanDataTable: isNothing(table) ? [] : numbersOf(table, 'span_data_table'),
  };
}

function variableOf(entry: unknown): readonly [string, string] {
  const [name, value] = listOf(entry, 'env');
  return [textOf(name, 'env'), textOf(value, 'env')];
}

function flatTreeOf(value: unknown, name: string): FlatTree {
  const fields = fieldsOf(value, name);
  const text = listOf(fields.text, 'text');
  if (!text.every((item) => typeof item === 'string')) throw wrong('text');
  return {
    subtree: numbersOf(fields.subtree, 'subtree'),
    literal: numbersOf(fields.literal, 'literal'),
    punct: numbersOf(fields.punct, 'punct'),
    ident: numbersOf(fields.ident, 'ident'),
    token_tree: numbersOf(fields.token_tree, 'token_tree'),
    text,
  };
}

/** Clients before version 3 of the protocol do not send any. */
function siteOf(value: unknown): number {
  if (value === undefined) return 0;
  if (!isUnsigned(value)) throw wrong('has_global_spans');
  return value;
}

function fieldsOf(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name);
  return value as Fields;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name);
  return value;
}

function numbersOf(value: unknown, name: string): readonly number[] {
  const list = listOf(value, name);
  if (!list.every(isUnsigned)) throw wrong(name);
  return list;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw wrong(name);
  return value;
}

/** All numbers of the protocol have 32 bits and no sign. */
function isUnsigned(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value;
}

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function wrong(name: string): InvalidRequest {
  return new InvalidRequest(`\`${name}\` is missing or not what it should be`);
}
