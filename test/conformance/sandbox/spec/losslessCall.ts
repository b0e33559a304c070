/**
 * Calls of WebAssembly functions that keep every bit of every float. JavaScript may change the bits of a NaN that passes through it, so arguments and
 * results travel as integers, through a small module that reinterprets them.
 */
import wabt from 'wabt';
import {
  webAssembly,
  type CompiledModule,
  type WasmFunction,
} from '../../../../server/src/sandbox/webAssembly';

const toolkit = await wabt();

/** A letter of `signatureOf` with the type, the integer type of the same size, and its width in bits. */
const LETTERS: Readonly<Record<string, { type: string; carrier: string; bits: number }>> = {
  i: { type: 'i32', carrier: 'i32', bits: 32 },
  I: { type: 'i64', carrier: 'i64', bits: 64 },
  f: { type: 'f32', carrier: 'i32', bits: 32 },
  F: { type: 'f64', carrier: 'i64', bits: 64 },
};

/** One value of a call: its type, and its bits as an unsigned number. */
export interface Bits {
  readonly type: string;
  readonly bits: bigint;
}

const adapters = new Map<string, CompiledModule>();

/** @param signature As `signatureOf` writes it, for example `iF:f`. Errors of the function pass through. */
export function losslessCall(
  callee: WasmFunction,
  signature: string,
  parameters: readonly bigint[],
): readonly Bits[] {
  let adapter = adapters.get(signature);
  if (adapter === undefined) {
    adapter = new webAssembly.Module(adapterOf(signature));
    adapters.set(signature, adapter);
  }
  const { exports } = new webAssembly.Instance(adapter, { callee: { function: callee } });
  const [taken, given] = kindsOf(signature);
  const call = exports.call as WasmFunction;
  const result = call(
    ...taken.map(({ bits }, index) => {
      const value = parameters[index] ?? 0n;
      return bits === 32 ? Number(BigInt.asIntN(32, value)) : value;
    }),
  );
  const results: unknown[] = given.length === 1 ? [result] : given.length === 0 ? [] : (result as unknown[]);
  return given.map(({ type, bits }, index) => ({
    type,
    bits: BigInt.asUintN(bits, BigInt(results[index] as number | bigint)),
  }));
}

function adapterOf(signature: string): Uint8Array {
  const [taken, given] = kindsOf(signature);
  const types = (word: string, names: readonly string[]): string =>
    names.length === 0 ? '' : `(${word} ${names.join(' ')})`;
  const convert = (from: string, to: string): string => (from === to ? '' : `${to}.reinterpret_${from}`);
  const locals = given.map(({ type }, index) => `(local $r${index} ${type})`);
  const text = `(module
    (import "callee" "function" (func $callee
      ${types(
        'param',
        taken.map(({ type }) => type),
      )} ${types(
        'result',
        given.map(({ type }) => type),
      )}))
    (func (export "call")
      ${types(
        'param',
        taken.map(({ carrier }) => carrier),
      )} ${types(
        'result',
        given.map(({ carrier }) => carrier),
      )}
      ${locals.join(' ')}
      ${taken.map(({ type, carrier }, index) => `local.get ${index} ${convert(carrier, type)}`).join('\n')}
      call $callee
      ${given.map((_, index) => `local.set $r${given.length - 1 - index}`).join('\n')}
      ${given.map(({ type, carrier }, index) => `local.get $r${index} ${convert(type, carrier)}`).join('\n')}))`;
  return new Uint8Array(toolkit.parseWat('adapter.wat', text).toBinary({}).buffer);
}

export function kindsOf(signature: string): [taken: Kind[], given: Kind[]] {
  const [taken = '', given = ''] = signature.split(':').map((letters) => letters);
  const kinds = (letters: string): Kind[] => [...letters].flatMap((letter) => LETTERS[letter] ?? []);
  return [kinds(taken), kinds(given)];
}

type Kind = (typeof LETTERS)[string];
