import { ByteWriter } from '../expand/procedural/byteWriter';
import { decodeCobs, encodeCobs } from './cobs';
import type { FlatTree } from './flatTree';
import { PostcardReader } from './postcardReader';
import {
  InvalidRequest,
  readForExpansion,
  type ExpandMacro,
  type MessageFormat,
  type Outcome,
  type ProcMacroKind,
  type Request,
  type Response,
  type SpanMode,
} from './protocol';

/**
 * postcard in COBS (rust-analyzer's proc-macro-api/src/bidirectional_protocol/msg.rs), as the servers of Rust 1.95 to 1.97 speak it: a client asks for it
 * where its user has set `RUST_ANALYZER_USE_POSTCARD`. Later clients order the answers in another way, see from ours that it is not theirs, and go
 * on with JSON. A server may ask the client back about positions; this one never does.
 */
export const bidirectionalFormat: MessageFormat = {
  version: 6,
  terminator: 0,
  read: (message) => {
    const bytes = decodeCobs(message);
    if (!bytes) throw new InvalidRequest('a message is not framed as it should be');
    return readRequest(new PostcardReader(bytes));
  },
  write: (response) => {
    const writer = new ByteWriter();
    writer.byte(MessageVariant.Response);
    writeResponse(response, writer);
    return encodeCobs(writer.finish());
  },
};

const enum MessageVariant {
  Request = 0,
  Response = 1,
}

const enum RequestVariant {
  ListMacros = 0,
  ExpandMacro = 1,
  ApiVersionCheck = 2,
  SetConfig = 3,
}

const enum ResponseVariant {
  ListMacros = 0,
  ExpandMacro = 1,
  ApiVersionCheck = 2,
  SetConfig = 3,
  ExpandMacroExtended = 4,
}

const spanModes: readonly SpanMode[] = ['Id', 'RustAnalyzer'];
const macroKinds: readonly ProcMacroKind[] = ['CustomDerive', 'Attr', 'FuncLike'];

function readRequest(reader: PostcardReader): Request {
  if (reader.number() !== MessageVariant.Request) throw new InvalidRequest('a message is no request');
  const variant = reader.number();
  const read = (): Request => {
    const request = readBody(variant, reader);
    reader.end();
    return request;
  };
  return variant === RequestVariant.ExpandMacro ? readForExpansion(read) : read();
}

function readBody(variant: RequestVariant, reader: PostcardReader): Request {
  switch (variant) {
    case RequestVariant.ApiVersionCheck:
      return { kind: 'ApiVersionCheck' };
    case RequestVariant.SetConfig: {
      const spanMode = spanModes[reader.number()];
      if (!spanMode) throw new InvalidRequest('a mode of spans is not known');
      return { kind: 'SetConfig', spanMode };
    }
    case RequestVariant.ListMacros:
      return { kind: 'ListMacros', path: reader.text() };
    case RequestVariant.ExpandMacro:
      return { kind: 'ExpandMacro', task: readTask(reader) };
    default:
      throw new InvalidRequest('a request is not known');
  }
}

/** In the order of the fields in Rust, which is all that postcard has. */
function readTask(reader: PostcardReader): ExpandMacro {
  const lib = reader.text();
  const env = reader.list(() => [reader.text(), reader.text()] as const);
  const currentDir = reader.option(() => reader.text());
  const macroBody = readTree(reader);
  const macroName = reader.text();
  const attributes = reader.option(() => readTree(reader));
  const [defSite, callSite, mixedSite] = [reader.number(), reader.number(), reader.number()];
  const spanDataTable = readNumbers(reader);
  return {
    lib,
    env,
    currentDir,
    macroBody,
    macroName,
    attributes,
    defSite,
    callSite,
    mixedSite,
    spanDataTable,
  };
}

function readTree(reader: PostcardReader): FlatTree {
  const subtree = readNumbers(reader);
  const literal = readNumbers(reader);
  const punct = readNumbers(reader);
  const ident = readNumbers(reader);
  const token_tree = readNumbers(reader);
  return { subtree, literal, punct, ident, token_tree, text: reader.list(() => reader.text()) };
}

function readNumbers(reader: PostcardReader): number[] {
  return reader.list(() => reader.number());
}

function writeResponse(response: Response, writer: ByteWriter): void {
  if ('ApiVersionCheck' in response) {
    writer.byte(ResponseVariant.ApiVersionCheck);
    writer.number(response.ApiVersionCheck);
  } else if ('SetConfig' in response) {
    writer.byte(ResponseVariant.SetConfig);
    writer.byte(spanModes.indexOf(response.SetConfig.span_mode));
  } else if ('ListMacros' in response) {
    writer.byte(ResponseVariant.ListMacros);
    writeOutcome(response.ListMacros, writer, (macros) => {
      writer.number(macros.length);
      for (const [name, kind] of macros) {
        writer.text(name);
        writer.byte(macroKinds.indexOf(kind));
      }
    });
  } else if ('ExpandMacro' in response) {
    writer.byte(ResponseVariant.ExpandMacro);
    writeOutcome(response.ExpandMacro, writer, (tree) => writeTree(tree, writer));
  } else {
    writer.byte(ResponseVariant.ExpandMacroExtended);
    writeOutcome(response.ExpandMacroExtended, writer, ({ tree, span_data_table }) => {
      writeTree(tree, writer);
      writeNumbers(span_data_table, writer);
    });
  }
}

function writeOutcome<Value>(
  outcome: Outcome<Value>,
  writer: ByteWriter,
  writeValue: (value: Value) => void,
): void {
  if ('Err' in outcome) {
    writer.byte(1);
    writer.text(outcome.Err);
  } else {
    writer.byte(0);
    writeValue(outcome.Ok);
  }
}

function writeTree(tree: FlatTree, writer: ByteWriter): void {
  for (const list of [tree.subtree, tree.literal, tree.punct, tree.ident, tree.token_tree])
    writeNumbers(list, writer);
  writer.number(tree.text.length);
  for (const text of tree.text) writer.text(text);
}

function writeNumbers(numbers: readonly number[], writer: ByteWriter): void {
  writer.number(numbers.length);
  for (const number of numbers) writer.number(number);
}
