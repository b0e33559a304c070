import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flatTree, SpanNumbers } from '../../../test/bench/procmacro/flatTree';
import { ByteWriter } from '../expand/procedural/byteWriter';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { bidirectionalFormat } from './bidirectionalFormat';
import { decodeCobs, encodeCobs } from './cobs';
import type { FlatTree } from './flatTree';
import { InvalidRequest, type Request, type Response } from './protocol';

const tree = flatTree(
  parseTokenTrees({ id: 0, path: undefined, text: 'struct S { a: u8 = "é" }' }).tokens,
  new SpanNumbers(),
);

/** A request as a client frames it, without the zero behind it. */
function framed(write: (writer: ByteWriter) => void): Buffer {
  const writer = new ByteWriter();
  writer.byte(0);
  write(writer);
  return Buffer.from(encodeCobs(writer.finish()).subarray(0, -1));
}

function writeTree(writer: ByteWriter, { subtree, literal, punct, ident, token_tree, text }: FlatTree): void {
  for (const list of [subtree, literal, punct, ident, token_tree]) {
    writer.number(list.length);
    for (const number of list) writer.number(number);
  }
  writer.number(text.length);
  for (const each of text) writer.text(each);
}

const expansion = framed((writer) => {
  writer.byte(1);
  writer.text('/lib.so');
  writer.number(1);
  writer.text('NAME');
  writer.text('value');
  writer.byte(0);
  writeTree(writer, tree);
  writer.text('Demo');
  writer.byte(1);
  writeTree(writer, tree);
  for (const number of [2, 1, 0]) writer.number(number);
  writer.number(5);
  for (const number of [0xffffffff, 0, 3, 4, 5]) writer.number(number);
});

function answered(response: Response): Uint8Array | undefined {
  const framedAnswer = Buffer.from(bidirectionalFormat.write(response));
  expect(framedAnswer.indexOf(0)).toBe(framedAnswer.length - 1);
  return decodeCobs(framedAnswer.subarray(0, -1));
}

test('requests are read as clients write them', () => {
  const requests: [Buffer, Request][] = [
    [framed((writer) => writer.byte(2)), { kind: 'ApiVersionCheck' }],
    [framed((writer) => writer.append(Uint8Array.of(3, 1))), { kind: 'SetConfig', spanMode: 'RustAnalyzer' }],
    [
      framed((writer) => {
        writer.byte(0);
        writer.text('/é.so');
      }),
      { kind: 'ListMacros', path: '/é.so' },
    ],
    [
      expansion,
      {
        kind: 'ExpandMacro',
        task: {
          lib: '/lib.so',
          env: [['NAME', 'value']],
          currentDir: undefined,
          macroBody: tree,
          macroName: 'Demo',
          attributes: tree,
          defSite: 2,
          callSite: 1,
          mixedSite: 0,
          spanDataTable: [0xffffffff, 0, 3, 4, 5],
        },
      },
    ],
  ];
  for (const [message, request] of requests) expect(bidirectionalFormat.read(message)).toEqual(request);
});

/** The first two are what the servers of 1.95 and 1.97 send. */
test('answers have the bytes that clients read', () => {
  expect(answered({ ApiVersionCheck: 6 })).toEqual(Uint8Array.of(1, 2, 6));
  expect(answered({ SetConfig: { span_mode: 'RustAnalyzer' } })).toEqual(Uint8Array.of(1, 3, 1));
  expect(answered({ ListMacros: { Ok: [['A', 'FuncLike']] } })).toEqual(
    Uint8Array.of(1, 0, 0, 1, 1, 0x41, 2),
  );
  expect(answered({ ExpandMacroExtended: { Err: 'no' } })).toEqual(Uint8Array.of(1, 4, 1, 2, 0x6e, 0x6f));
  const small: FlatTree = {
    subtree: [300, 0],
    literal: [],
    punct: [1],
    ident: [],
    token_tree: [],
    text: ['x'],
  };
  const bytes = [2, 0xac, 2, 0, 0, 1, 1, 0, 0, 1, 1, 0x78];
  expect(answered({ ExpandMacro: { Ok: small } })).toEqual(Uint8Array.of(1, 1, 0, ...bytes));
  expect(answered({ ExpandMacroExtended: { Ok: { tree: small, span_data_table: [7] } } })).toEqual(
    Uint8Array.of(1, 4, 0, ...bytes, 1, 7),
  );
});

describe('what is no request', () => {
  test.each([
    ['an answer', Buffer.of(4, 1, 2, 6)],
    ['an unknown request', framed((writer) => writer.byte(9))],
    ['an unknown mode', framed((writer) => writer.append(Uint8Array.of(3, 2)))],
    ['something behind it', framed((writer) => writer.append(Uint8Array.of(2, 2)))],
    ['no frame', Buffer.of(9, 1)],
    ['nothing', Buffer.of()],
  ])('%s is refused', (_what, message) => {
    expect(() => bidirectionalFormat.read(message)).toThrow(InvalidRequest);
  });

  test('whatever bytes come, there is a request or a refusal', () => {
    const outcome = (message: Buffer): void => {
      try {
        bidirectionalFormat.read(message);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidRequest);
      }
    };
    fc.assert(fc.property(fc.uint8Array(), (bytes) => outcome(Buffer.from(bytes))));
    fc.assert(
      fc.property(fc.nat(expansion.length - 1), fc.integer({ min: 1, max: 255 }), (index, byte) => {
        const changed = Buffer.from(expansion);
        changed[index] = byte;
        outcome(changed);
      }),
    );
  });
});

test('frames hold any bytes, and no zero', () => {
  const lengths = fc.constantFrom(0, 1, 253, 254, 255, 508, 509, 800);
  const message = fc
    .tuple(lengths, fc.uint8Array({ minLength: 1, maxLength: 5 }))
    .map(([length, pattern]) =>
      Uint8Array.from({ length }, (_, index) => pattern[index % pattern.length] ?? 0),
    );
  fc.assert(
    fc.property(message, (bytes) => {
      const encoded = encodeCobs(bytes);
      expect(encoded.indexOf(0)).toBe(encoded.length - 1);
      expect(decodeCobs(encoded.subarray(0, -1))).toEqual(bytes);
    }),
  );
});
