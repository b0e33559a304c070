import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  DidSaveTextDocumentNotification,
  FileChangeType,
} from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

const main = 'use answers::answer;\nfn main() {\n    let _ = answer!();\n}\n';
const answering = (value: string): string =>
  `use proc_macro::TokenStream;\npub fn answer(_: TokenStream) -> TokenStream { ${value} }\n`;

describe('a macro crate of the workspace that is being edited', () => {
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nanswers = { path = "answers" }\n[workspace]\n',
    'src/main.rs': main,
    ...macroCrate('answers', answering('"42".parse().unwrap()')),
  });
  const path = (): string => project.path('src/main.rs');
  const hover = (): Promise<string> => project.client.hoverText(path(), positionOf(main, 'answer!'));
  /** Asked twice, as editors do: the second answer may be one that was kept. */
  const expansion = async (): Promise<string> => {
    const ask = () => project.client.expandMacro(path(), positionOf(main, 'answer!'));
    const first = await ask();
    expect(await ask()).toEqual(first);
    return first.expansion;
  };
  const write = (value: string): { readonly uri: string } => {
    const source = macroCrate('answers', answering(value))['answers/src/lib.rs'] ?? '';
    return { uri: pathToFileURL(project.write('answers/src/lib.rs', source)).href };
  };

  it(
    'its last good module stays in use, marked as out of date, until it compiles again',
    async () => {
      const client = await project.start({
        trusted: true,
        environment: { ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache') },
      });
      await client.open(path());
      await client.ready();
      expect(await hover()).toContain('```rust\n42\n```');
      expect(await hover()).not.toContain('Out of date');
      expect(await expansion()).toBe('42');

      // Saved in the editor.
      await client.open(project.path('answers/src/lib.rs'));
      await client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
        textDocument: write('no_such_function()'),
      });
      await expect.poll(hover, { timeout: patience }).toContain('cannot find function');
      // The expansion is still there, with the reason why it is not that of the source.
      expect(await hover()).toContain('```rust\n42\n```');
      expect(await hover()).toContain('**Out of date**');
      await expect
        .poll(() => client.diagnosticsOf(path()), { timeout: patience })
        .toMatchObject([
          { code: 'module-stale', message: expect.stringContaining('`answers` has changed') as string },
        ]);

      // Changed by another program.
      await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ ...write('"43".parse().unwrap()'), type: FileChangeType.Changed }],
      });
      await expect.poll(hover, { timeout: patience }).toContain('```rust\n43\n```');
      expect(await hover()).not.toContain('Out of date');
      expect(await expansion()).toBe('43');
      await client.stop();
    },
    patience,
  );
});
