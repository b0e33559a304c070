import { beforeEach, describe, it } from 'vitest';
import { clientTests } from './clientTests';
import { DemoWorkspace, snippetsOf } from './demoWorkspace';
import { editorPerTest } from './editorPerTest';
import { HelixSession } from './helixSession';
import { until } from './until';

describe('Helix with the lines of its page', () => {
  const [languages = ''] = snippetsOf('helix.md', 'toml');
  const workspace = new DemoWorkspace();
  beforeEach(() => {
    workspace.write('home/.config/helix/languages.toml', languages);
  });
  const helix = editorPerTest(() => HelixSession.start(workspace));

  clientTests(helix);

  it(
    'goes to the expansion of a call, whose tokens lead to the macro',
    { tags: ['document', 'origin'] },
    async () => {
      await helix().goTo('max!(ages');
      helix().goToDeclaration();
      await helix().shows('// Expansion of max!');
      await helix().goTo('let rest');
      helix().hover();
      await helix().shows('written by the macro');
      await helix().goTo('let rest');
      helix().goToDefinition();
      await helix().shows('let rest = max!($($rest),+);');
    },
  );

  it('has an expansion that follows what is typed, when it is loaded again', { tags: ['live'] }, async () => {
    await helix().goTo('map! {');
    helix().goToDeclaration();
    await helix().shows('map.insert("Grace", 85);');
    helix().keys('g', 'a');
    await helix().typeBehind('=> 85', '6');
    helix().keys('g', 'a');
    await helix().shows('// Expansion of map!');
    await until('the edit', () => {
      helix().command('reload');
      return helix().screen().includes('map.insert("Grace", 856);');
    });
  });

  it('goes through an expansion by code actions, and loads it again', { tags: ['steps'] }, async () => {
    await helix().goTo('max!(ages');
    helix().goToDeclaration();
    await helix().shows('let first = ages["Grace"];');
    await helix().chooseCodeAction('Show the first step only');
    await until('the first step', () => {
      helix().command('reload');
      return helix().screen().includes('let rest = max!(ages["Grace"], 0);');
    });
  });

  it('tells how to see what a code action cannot show', { tags: ['document'] }, async () => {
    await helix().goTo('map! {');
    await helix().chooseCodeAction('Show the expansion of map!');
    await helix().shows('go to the declaration of map!');
  });
});
