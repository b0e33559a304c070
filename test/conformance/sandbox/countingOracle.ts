/**
 * Counts instructions in the simplest way there is: in the text of a module, one subtraction from a global
 * before every instruction. Decoding and encoding are wabt's, so that nothing here shares code with the
 * rewriter that it judges. The host sees the same counter.
 */
import wabt from 'wabt';
import { COUNTER_EXPORT } from '../../../server/src/sandbox/rewrite/counter';

const toolkit = await wabt();
const FEATURES = { sign_extension: true, bulk_memory: true, multi_value: true, sat_float_to_int: true };

const FREE = new Set(['block', 'loop', 'else', 'end', 'nop']);
const WEIGHTS = new Map([
  ['memory.grow', 'call $weigh_pages'],
  ['memory.copy', 'call $weigh_bytes'],
  ['memory.fill', 'call $weigh_bytes'],
  ['memory.init', 'call $weigh_bytes'],
]);

const subtract = (amount: string): string =>
  `(global.set $count (i64.sub (global.get $count) (i64.extend_i32_u ${amount})))`;

const ADDITIONS = `
  (global $count (mut i64) (i64.const 0))
  (export "${COUNTER_EXPORT}" (global $count))
  (func $weigh_bytes (param i32) (result i32) ${subtract('(i32.shr_u (local.get 0) (i32.const 3))')} (local.get 0))
  (func $weigh_pages (param i32) (result i32) ${subtract('(i32.const 63)')}
    ${subtract(`(i32.mul (i32.const 64)
      (select (local.get 0) (i32.const 65536) (i32.lt_u (local.get 0) (i32.const 65536))))`)}
    (local.get 0)))`;

export function oracleOf(module: Uint8Array): Uint8Array {
  const read = toolkit.readWasm(new Uint8Array(module), { readDebugNames: false, ...FEATURES });
  const text = read.toText({ foldExprs: false, inlineExport: false });
  read.destroy();
  const counted = text
    .replace(/\)\s*$/, '')
    .replace(/^ +([a-z][a-z0-9_.]*)(?=[\s)]|$)/gm, (line, opcode: string) => {
      if (FREE.has(opcode)) return line;
      const weight = WEIGHTS.get(opcode) ?? '';
      return `${weight} global.get $count i64.const 1 i64.sub global.set $count\n${line}`;
    });
  const parsed = toolkit.parseWat('oracle.wat', counted + ADDITIONS, FEATURES);
  parsed.resolveNames();
  const bytes = new Uint8Array(parsed.toBinary({}).buffer);
  parsed.destroy();
  return bytes;
}
