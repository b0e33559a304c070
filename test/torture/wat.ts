/** Hostile modules in WebAssembly text that talk to WASI directly, without a C library in between. */
import { guest } from '../../server/src/sandbox/testing/testSandbox';
import { WASI_SIGNATURES } from '../../server/src/sandbox/wasi/wasiSignatures';

const LETTERS: Readonly<Record<string, string>> = { i: 'i32', I: 'i64' };

/** An import of a function of WASI, under its own name. */
export function wasi(name: string): string {
  const [parameters = '', results = ''] = (WASI_SIGNATURES.get(name) ?? ':').split(':');
  const list = (word: string, letters: string): string =>
    letters === '' ? '' : `(${word} ${[...letters].map((letter) => LETTERS[letter]).join(' ')})`;
  return `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${list('param', parameters)} ${list('result', results)}))`;
}

export const ALL_OF_WASI = [...WASI_SIGNATURES.keys()].map(wasi).join('\n');

/** The import that gives a variable by name, as `$variable`. */
export const VARIABLE =
  '(import "macroscope" "environment_variable" (func $variable (param i32 i32 i32 i32) (result i32)))';

/** Places in memory: iovec, count, result of an opening, texts, output. */
const IOVEC = 2048;
const COUNT = 2056;
const OPENED = 2064;
const TEXTS = 4096;
const OUTPUT = 65536;

export interface WasiSteps {
  /** Puts a text (or bytes) into memory: its pointer and length, as two operands. */
  text(content: string | Uint8Array): string;
  /** Opens a path in a folder (the project unless told) and appends the error number to the output. */
  open(path: string | Uint8Array, options?: { flags?: number; write?: boolean; folder?: number }): string;
  /** Appends what can be read from the descriptor that was opened last. */
  read(): string;
  /** Writes a text to the descriptor that was opened last, and appends the error number. */
  write(content: string): string;
  /** Appends the error number that a call returns. */
  errno(call: string): string;
  /** The descriptor that was opened last. */
  readonly opened: string;
}

/** A guest that does one thing after the other, and returns the error numbers and the bytes that it got. */
export function wasiGuest(steps: (tools: WasiSteps) => readonly string[], pages = 3): Uint8Array {
  let next = TEXTS;
  const segments: string[] = [];
  const opened = `(i32.load (i32.const ${OPENED}))`;
  const text = (content: string | Uint8Array): string => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const at = next;
    next += bytes.length;
    const escaped = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
    segments.push(`(data (i32.const ${at}) "${escaped}")`);
    return `(i32.const ${at}) (i32.const ${bytes.length})`;
  };
  const errno = (call: string): string => `(call $append ${call})`;
  const tools: WasiSteps = {
    text,
    errno,
    opened,
    open: (path, { flags = 0, write = false, folder = 3 } = {}) =>
      errno(`(call $path_open (i32.const ${folder}) (i32.const 1) ${text(path)} (i32.const ${flags})
        (i64.const ${write ? 0x42 : 0x2}) (i64.const 0) (i32.const 0) (i32.const ${OPENED}))`),
    read: () => `(call $read ${opened})`,
    write: (content) => {
      const [pointer = '', length = ''] = text(content).split(/(?<=\)) /);
      return `(i32.store (i32.const ${IOVEC}) ${pointer}) (i32.store (i32.const ${IOVEC + 4}) ${length})
        ${errno(`(call $fd_write ${opened} (i32.const ${IOVEC}) (i32.const 1) (i32.const ${COUNT}))`)}`;
    },
  };
  const body = steps(tools).join('\n');
  return guest(
    `(global $out (mut i32) (i32.const ${OUTPUT}))
    (func $append (param $byte i32)
      (i32.store8 (global.get $out) (local.get $byte))
      (global.set $out (i32.add (global.get $out) (i32.const 1))))
    (func $read (param $descriptor i32)
      (i32.store (i32.const ${IOVEC}) (global.get $out))
      (i32.store (i32.const ${IOVEC + 4}) (i32.const 4096))
      (i32.store (i32.const ${COUNT}) (i32.const 0))
      (drop (call $fd_read (local.get $descriptor) (i32.const ${IOVEC}) (i32.const 1) (i32.const ${COUNT})))
      (global.set $out (i32.add (global.get $out) (i32.load (i32.const ${COUNT})))))
    ${segments.join('\n')}
    (func $run (param i32 i32) (result i64)
      ${body}
      (i64.or (i64.const ${BigInt(OUTPUT) << 32n})
        (i64.extend_i32_u (i32.sub (global.get $out) (i32.const ${OUTPUT})))))`,
    `${ALL_OF_WASI} ${VARIABLE} (memory (export "memory") ${pages})`,
  );
}

/** `$run` with a body that leaves nothing on the stack and returns an empty output. */
export function run(body: string, locals = ''): string {
  return `(func $run (param i32 i32) (result i64) ${locals} ${body} (i64.const 0))`;
}
