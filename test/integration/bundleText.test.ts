import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// V8 holds two bytes for each character of a text that has one character beyond Latin-1: megabytes of every server.
test.each(['serverMain', 'cliMain', 'macroService', 'sandboxWorker'])('the bundle %s is ASCII', (name) => {
  const bytes = readFileSync(join(process.cwd(), 'dist', `${name}.js`));
  expect(bytes.length).toBeGreaterThan(1000);
  expect(bytes.findIndex((byte) => byte > 0x7f)).toBe(-1);
});
