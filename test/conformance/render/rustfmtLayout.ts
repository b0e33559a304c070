import { spawnSync } from 'node:child_process';

/** On some inputs rustfmt takes for ever. */
const maximumMillis = 3000;

/** What rustfmt makes of a text with its default settings; undefined when it is no Rust to it. */
export function rustfmtLayout(text: string): string | undefined {
  const { status, stdout } = spawnSync('rustfmt', ['--edition', '2021', '--emit', 'stdout'], {
    input: text,
    timeout: maximumMillis,
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() !== '' ? stdout : undefined;
}
