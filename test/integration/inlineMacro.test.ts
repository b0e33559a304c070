import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from 'vscode-languageserver-protocol/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { edited, Inliner, inlineCapabilities } from './inliner';
import { repository } from './testClient';
import { OpenedProject, patience } from './temporaryProject';

/** Compiles a program with Debian's rustc and runs it: its assertions hold. */
function run(folder: string, name: string, text: string): void {
  const program = join(folder, name);
  execFileSync('/usr/bin/rustc', ['--edition', '2021', '-Awarnings', '-o', program, '-'], {
    input: text,
    cwd: folder,
    stdio: 'pipe',
  });
  execFileSync(program, { stdio: 'pipe' });
}

const fixture = join(repository, 'test/fixtures/inline/src/main.rs');

/** Each line of the fixture that ends with `// inline: NAME` is a call to inline: the comment names what the cursor is on. */
function marked(text: string): { name: string; position: Position }[] {
  return text.split('\n').flatMap((content, line) => {
    const name = /\/\/ inline: (\S+)$/.exec(content)?.[1];
    return name === undefined
      ? []
      : [{ name: `${name} ${line + 1}`, position: { line, character: content.indexOf(name) } }];
  });
}

describe('inlining a macro call', () => {
  const text = readFileSync(fixture, 'utf8');
  const project = new OpenedProject(
    {
      'Cargo.toml': '[package]\nname = "inline"\nversion = "0.1.0"\nedition = "2021"\n',
      'src/main.rs': text,
    },
    'src/main.rs',
    { capabilities: inlineCapabilities },
  );
  let inliner: Inliner;
  beforeAll(() => {
    inliner = new Inliner(project.client);
  });

  it('leaves a program that rustc compiles and that does the same', () =>
    run(project.folder, 'before', text));

  it.each(marked(text))('does so for $name', { timeout: patience }, async ({ name, position }) => {
    const { edit } = await inliner.inline(project.file, position);
    expect(project.client.messages).toEqual([]);
    const after = edited(project.file, text, edit);
    expect(after).not.toBe(text);
    run(project.folder, name.replaceAll(/\W/g, '_'), after);
  });
});
