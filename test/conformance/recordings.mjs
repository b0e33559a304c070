/** What the scripts share that record rustc's answers. */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';

/** What a compiler wrote with `--error-format=json`, or cargo with `--message-format=json`: one message a line, among lines of programs. */
export function messagesOf(output) {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** Writes a recording as the repository's formatter wants it. */
export async function writeRecording(file, recorded) {
  writeFileSync(file, await format(JSON.stringify(recorded), { parser: 'json', printWidth: 110 }));
}
