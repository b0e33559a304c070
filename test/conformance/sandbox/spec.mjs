/**
 * The WebAssembly specification's own tests: every module as it is and rewritten, with equal results (see spec/README.md).
 *
 *     node test/conformance/sandbox/spec.mjs
 */
import { fileURLToPath } from 'node:url';
import { runBundled } from '../runBundled.mjs';

process.argv[2] = fileURLToPath(new URL('spec/tests.json.br', import.meta.url));
await runBundled('spec/runSpecTests.ts', import.meta.url);
