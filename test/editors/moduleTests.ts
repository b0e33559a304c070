import { expect, it } from 'vitest';
import { commandNames } from '../../server/src/features/commandNames';
import type { DemoWorkspace } from './demoWorkspace';
import type { EditorWithModule } from './editor';
import { until } from './until';

/** What each module in docs/editors promises, on the demo. `editor` is the one that was started for a test. */
export function moduleTests(workspace: DemoWorkspace, editor: () => EditorWithModule): void {
  it('opens an expansion beside the code, which follows typing', { tags: ['document', 'live'] }, async () => {
    await editor().goTo('map! {');
    editor().run('showExpansion');
    await editor().shows('map.insert("Grace", 85);');
    await editor().typeBehind('=> 85', '6');
    expect(await editor().shows('map.insert("Grace", 856);')).toMatch(/^\/\/ Expansion of map!/);
  });

  it('goes through an expansion step by step', { tags: ['steps'] }, async () => {
    await editor().goTo('max!(ages');
    editor().run('showExpansionStep');
    await editor().shows('let rest = max!(ages["Grace"], 0);');
    editor().run('nextStep');
    await editor().shows('let first = ages["Grace"];');
    await editor().focusExpansion();
    editor().keys(editor().stepKeys.previousStep);
    await editor().shows('let rest = max!(ages["Grace"], 0);');
    await editor().goTo('max!(ages');
    editor().keys(editor().stepKeys.expandCall);
    await editor().shows('let first = ages["Grace"];');
  });

  it('leads from the code into an expansion, and from there to the macro', { tags: ['origin'] }, async () => {
    await editor().goTo('36,');
    editor().run('goToExpansion');
    await until('the place', () => editor().place().line.includes('map.insert("Ada", 36);'));
    await editor().goTo('insert(');
    editor().goToDefinition();
    await until('the definition', () => editor().place().file === workspace.source);
    expect(editor().place().line).toContain('$(map.insert($key, $value);)*');
  });

  it('shows hovers in an expansion', { tags: ['hover'] }, async () => {
    await editor().goTo('max!(ages');
    editor().run('showExpansionStep');
    await editor().shows('let rest = max!(ages["Grace"], 0);');
    await editor().focusExpansion();
    await editor().goTo('max!(ages');
    editor().hover();
    expect(await editor().shows('declarative macro')).toContain('let first = ages["Grace"];');
  });

  it('copies an expansion', { tags: ['copy'] }, async () => {
    await editor().goTo('map! {');
    editor().run('copyExpansion');
    await until('the text', () => editor().copied().includes('map.insert("Ada", 36);'));
  });

  it('compares an expansion with what it was', { tags: ['compare'] }, async () => {
    await editor().typeBehind('=> 85', '6');
    await editor().goTo('map! {');
    editor().run('compareWithSaved');
    expect(await editor().shows('-    map.insert("Grace", 85);')).toContain('+    map.insert("Grace", 856);');
  });

  it('lists the uses of a macro', { tags: ['uses'] }, async () => {
    await editor().goTo('records {');
    editor().run('showUses');
    await editor().shows(/\b38:|\|38 col 1/);
  });

  it('has a command for each command of the server', () => {
    // Texts of other versions come from programs, such as git.
    const missing = Object.keys(commandNames).filter((name) => !editor().hasCommand(name));
    expect(missing).toEqual(['compareWithTexts']);
  });

  it('writes an expansion into the code', { tags: ['inline'] }, async () => {
    await editor().goTo('map! {');
    editor().run('inlineMacro');
    expect(await editor().shows('let ages = {')).toContain('map.insert("Ada", 36);');
  });
}
