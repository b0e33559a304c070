import { pathToFileURL } from 'node:url';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver-protocol/node';
import { describe, expect, it } from 'vitest';
import { patience, TemporaryProject } from './temporaryProject';
import { positionOf } from './testClient';

describe('files that change on disk', () => {
  const main = '#[macro_use]\nmod shapes;\n\nfn main() {\n    area!(2);\n}\n';
  const project = new TemporaryProject({
    'Cargo.toml':
      '[package]\nname = "watched"\nversion = "0.1.0"\nedition = "2021"\n\n[features]\nround = []\n',
    'src/main.rs': main,
    'src/shapes.rs': 'macro_rules! area { ($side:expr) => { $side * $side }; }\n',
  });
  const changed = (name: string): Promise<void> =>
    project.client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(project.path(name)).href, type: FileChangeType.Changed }],
    });
  const hover = (): Promise<string> =>
    project.client.hoverText(project.path('src/main.rs'), positionOf(main, 'area!'));

  it(
    'a macro in a file that is not open, and then a feature in the manifest, change the hover',
    async () => {
      const client = await project.start();
      await client.open(project.path('src/main.rs'));
      expect(await hover()).toContain('2 * 2');

      const byFeature = '#[cfg(feature = "round")]\nmacro_rules! area { ($side:expr) => { 3 * $side }; }\n';
      project.write(
        'src/shapes.rs',
        `${byFeature}#[cfg(not(feature = "round"))]\nmacro_rules! area { ($side:expr) => { $side + $side }; }\n`,
      );
      await changed('src/shapes.rs');
      expect(await hover()).toContain('2 + 2');

      project.write(
        'Cargo.toml',
        '[package]\nname = "watched"\nversion = "0.1.0"\nedition = "2021"\n\n[features]\ndefault = ["round"]\nround = []\n',
      );
      await changed('Cargo.toml');
      await expect.poll(hover, { timeout: patience }).toContain('3 * 2');
      await client.stop();
    },
    patience,
  );
});
