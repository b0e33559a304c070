import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { positionOf } from '../integration/testClient';
import { DemoWorkspace, snippetsOf } from './demoWorkspace';
import { editorPerTest } from './editorPerTest';
import { KateSession } from './kateSession';
import { until } from './until';

describe('Kate with the settings of its page', () => {
  const [settings = ''] = snippetsOf('kate.md', 'json');
  const workspace = new DemoWorkspace();
  beforeEach(() => {
    workspace.write('home/.config/kate/lspclient/settings.json', settings);
    // The answer to Kate's question whether it may start the program.
    const command = `${join(workspace.folder, 'bin/macroscope')} serve --stdio --trust`;
    workspace.write('home/.config/katerc', `[lspclient]\nAllowedServerCommandLines=${command}\n`);
  });
  const placeOf = (text: string) => positionOf(readFileSync(workspace.source, 'utf8'), text);
  const kate = editorPerTest(() => {
    const { line, character } = placeOf('map! {');
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
      await kate().shows('map.insert("Grace", 85);');
      kate().keys('ctrl+Tab');
      await until('the code', () => kate().title().includes('declarative.rs'));
      kate().keys('End', 'Left', 'Left', 'Left', '6', 'ctrl+Tab');
      await until('the expansion', () => kate().title().includes('map_.rs'));
      await kate().showsWhenReloaded('map.insert("Grace", 856);');
    },
  );

  it('goes through an expansion by code actions', { tags: ['steps'] }, async () => {
    await kate().hover();
    const { line, character } = placeOf('max!(ages');
    kate().goTo(line + 1, character);
    kate().goToDeclaration();
    await until('the expansion', () => kate().title().includes('max_.rs'));
    await kate().shows('let first = ages["Grace"];');
    // Then it is read again whenever the server writes it.
    kate().turnOnAutomaticReload();
    const [nextStep, lastStepBack, firstStepOnly] = [1, 2, 3];
    await kate().chooseCodeAction(firstStepOnly);
    await kate().shows('let rest = max!(ages["Grace"], 0);');
    await kate().chooseCodeAction(nextStep);
    await kate().shows('let first = ages["Grace"];');
    await kate().chooseCodeAction(lastStepBack);
    await kate().shows('let rest = max!(ages["Grace"], 0);');
  });

  it('marks a macro that fails, and tells why', { tags: ['diagnostics'], timeout: 240_000 }, async () => {
    await kate().hover();
    // Among the first lines, which is the empty one behind the file's documentation.
    kate().goTo(2, 0);
    kate().type('compile_error!("said by a test");');
    expect(await kate().restOnLines('[macroscope]')).toContain('said by a test');
  });

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
    await kate().shows('let ages = {\n        let mut map');
  });
});
