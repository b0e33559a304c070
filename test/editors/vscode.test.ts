import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeProject } from '../../server/src/project/testing/writeProject';
import { copyWithDebianCrates } from '../integration/debianCrates';
import { repository } from '../integration/testClient';
import { copyDemo } from './demoWorkspace';
import { VscodeDemo } from './vscodeDemo';
import { minutes, VscodeSession } from './vscodeSession';

/** A macro and its call, each in a file of its own. */
const watched = {
  'Cargo.toml': '[package]\nname = "watched"\nversion = "0.1.0"\nedition = "2021"\n',
  'src/lib.rs': '#[macro_use]\nmod shapes;\nfn f() -> u32 {\n    area!(2)\n}\n',
  'src/shapes/mod.rs': 'macro_rules! area { ($side:expr) => { $side * $side }; }\n',
};

describe('VS Code', () => {
  const session = new VscodeSession((folder) => {
    copyWithDebianCrates(join(repository, 'test/fixtures/serde-user'), join(folder, 'serde-user'));
    copyDemo(folder);
    writeProject(join(folder, 'watched'), watched);
    return { environment: { PATH: `/usr/bin:${process.env['PATH'] ?? ''}`, CARGO_NET_OFFLINE: 'true' } };
  });

  it(
    'shows what #[derive(Serialize)] expands to, from the installed package, in a workspace that it builds',
    { tags: ['hover'], timeout: 5 * minutes },
    async () => {
      const workspace = session.path('serde-user');
      await session.window.open(workspace, join(workspace, 'src/lib.rs'), 1, 'pub sensor_name');
      const hover = await session.window.hover(
        'derive(Serialize, Deserialize)',
        'Serialize',
        'serialize_struct',
        4 * minutes,
      );
      expect(hover).toContain('impl _serde::Serialize for Reading');
      expect(hover).toContain('"sensorName"');
      expect(hover).toMatch(/Serialize · procedural derive macro · defined in serde_derive/);
      // The second time the macro need not run, which is what users see most.
      await session.window.hover('derive(Serialize, Deserialize)', 'Serialize', 'cached', minutes);
      await session.picture('hover-derive');
    },
  );

  it(
    'opens the expansion beside the code, read-only and as Rust',
    { tags: ['document'], timeout: 2 * minutes },
    async () => {
      await new VscodeDemo(session).goTo('assert!', 'lib.rs');
      await session.window.command('Macroscope: Show Expansion');
      const shown = session.window.page.locator('.view-line', { hasText: 'panic_fmt' }).first();
      await shown.waitFor({ timeout: minutes });
      expect(await session.window.page.locator('.tab', { hasText: 'assert!' }).count()).toBe(1);
      expect(await session.window.page.locator('.editor-group-container').count()).toBe(2);
      await session.picture('show-expansion');
      await shown.click();
      await session.window.page.keyboard.type('x');
      await session.window.page
        .locator('.monaco-editor-overlaymessage', { hasText: 'read-only' })
        .first()
        .waitFor();
    },
  );

  it('shows macro_rules with the arm that matched', { tags: ['hover'], timeout: 3 * minutes }, async () => {
    const workspace = session.path('demo');
    await session.window.open(workspace, join(workspace, 'src/declarative.rs'), 47, 'let ages = map!');
    const hover = await session.window.hover('let ages = map!', 'map', 'map.insert', 2 * minutes);
    expect(hover).toContain('map.insert("Grace", 85);');
    expect(hover).toContain('arm 1');
    await session.window.hover('let ages = map!', 'map', 'map.insert', minutes);
    await session.picture('hover-declarative');
  });

  it(
    'notices that files which are not open change, and go with their folder',
    { tags: ['hover'], timeout: 4 * minutes },
    async () => {
      const workspace = session.path('watched');
      await session.window.open(workspace, join(workspace, 'src/lib.rs'), 4, 'area!(2)');
      const shows = (text: string): Promise<string> =>
        session.window.hover('area!(2)', 'area', text, minutes);
      await shows('2 * 2');
      writeProject(workspace, {
        'src/shapes/mod.rs': 'macro_rules! area { ($side:expr) => { $side + $side }; }\n',
      });
      await shows('2 + 2');
      rmSync(join(workspace, 'src/shapes'), { recursive: true });
      await shows('cannot find macro');
    },
  );
});
