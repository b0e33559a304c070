/**
 * Packs the WebAssembly specification's core tests into one file, `tests.json.br`: the text of every script by its name.
 *
 *     apt-get source --download-only mozjs128 && tar xf mozjs128_128.14.0.orig.tar.xz --wildcards 'firefox*wasm/spec'
 *     node test/conformance/sandbox/spec/pack.mjs firefox-128.14.0/js/src/jit-test/tests/wasm/spec
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** The core suite, and the proposals that V8 and wabt know, for the refusals. */
const FOLDERS = ['spec', 'tail-call', 'extended-const', 'exception-handling', 'memory64'];
/** Vectors are refused: a few of their files, which are 13 MB in all, show it. */
const VECTORS = ['simd_address', 'simd_lane', 'simd_load', 'simd_store'];

const source = process.argv[2] ?? '.';
const scripts = {};
for (const folder of FOLDERS) {
  for (const file of readdirSync(join(source, folder)).sort()) {
    const name = file.replace(/\.wast\.js$/, '');
    if (name === file || (name.startsWith('simd') && !VECTORS.includes(name))) continue;
    scripts[`${folder}/${name}`] = readFileSync(join(source, folder, file), 'utf8');
  }
}
const text = Buffer.from(JSON.stringify(scripts));
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), 'tests.json.br'), packed);
console.log(`${Object.keys(scripts).length} scripts, ${text.length} bytes, packed ${packed.length}`);
