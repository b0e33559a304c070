import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { positionOf } from '../integration/testClient';
import { DemoWorkspace, snippetsOf } from './demoWorkspace';
import { editorPerTest } from './editorPerTest';
import { KateSession } from './kateSession';
import { minute, until } from './until';

describe('Kate with the settings of its page', { timeout: minute }, () => {
  const [settings = ''] = snippetsOf('kate.md', 'json');
  const workspace = new DemoWorkspace();
  beforeEach(() => {
    workspace.write('home/.config/kate/lspclient/settings.json', settings);
    // The answer to Kate's question whether it may start the program.
    const command = `${join(workspace.folder, 'bin/macroscope')} serve --stdio --trust`;
    workspace.write('home/.config/katerc', `[lspclient]\nAllowedServerCommandLines=${command}\n`);
  });
  const kate = editorPerTest(() => {
    const { line, character } = positionOf(readFileSync(workspace.source, 'utf8'), 'map! {');
    return KateSession.start(workspace, line + 1, character + 2);
  });

  it('shows an expansion in the hover', { tags: ['hover'] }, async () => {
    const hover = await kate().hover();
    expect(hover).toContain('declarative macro');
    expect(hover).toContain('map.insert("Ada", 36);');
  });

  it(
    'opens an expansion, which is up to date when it is loaded again',
    { tags: ['document', 'live'] },
    async () => {
      await kate().hover();
      kate().goToDeclaration();
      await until('the expansion', () => kate().title().includes('map_.rs'));
      expect(kate().document()).toContain('map.insert("Grace", 85);');
      kate().keys('ctrl+Tab');
      await until('the code', () => kate().title().includes('declarative.rs'));
      kate().keys('End', 'Left', 'Left', 'Left', '6', 'ctrl+Tab');
      await until('the expansion', () => kate().title().includes('map_.rs'));
      await until('the edit', () => {
        kate().keys('F5');
        return kate().document().includes('map.insert("Grace", 856);');
      });
    },
  );

  it('leads from a token of an expansion to the macro', { tags: ['origin'] }, async () => {
    await kate().hover();
    kate().goToDeclaration();
    await until('the expansion', () => kate().title().includes('map_.rs'));
    // To the name of the function in the line that inserts the first pair.
    kate().keys('ctrl+Home', ...Array.from({ length: 4 }, () => 'Down'), 'End', 'ctrl+Left', 'ctrl+Left');
    kate().goToDefinition();
    await until('the macro', () => kate().title().includes('declarative.rs'));
  });

  it('inlines a macro by a code action', { tags: ['inline'] }, async () => {
    await kate().hover();
    await kate().chooseCodeAction(3);
    await until('the code', () => kate().document().includes('let ages = {\n        let mut map'));
  });
});
