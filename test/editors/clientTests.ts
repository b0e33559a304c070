import { expect, it } from 'vitest';
import type { Editor } from './editor';
import { until } from './until';

/** What an editor does with nothing but its own client of the protocol, on the demo. `editor` is the one that was started for a test. */
export function clientTests(editor: () => Editor): void {
  it('shows an expansion in the hover, and again after an edit', { tags: ['hover'] }, async () => {
    await editor().goTo('map! {');
    await editor().hover();
    await editor().shows('map.insert("Grace", 85);');
    await editor().typeBehind('=> 85', '6');
    await editor().goTo('map! {');
    await editor().hover();
    await editor().shows('map.insert("Grace", 856);');
  });

  it('shows which macro fails, and why', { tags: ['diagnostics'] }, async () => {
    await editor().typeBehind('max!(', '=');
    const [message] = await until('a diagnostic', () => {
      const shown = editor().diagnostics();
      return shown.length > 0 && shown;
    });
    expect(message).toContain('in the expansion of `max`');
  });

  it('inlines a macro by a code action', { tags: ['inline'] }, async () => {
    await editor().goTo('map! {');
    await editor().chooseCodeAction('Inline map!');
    await editor().shows(/let ages = \{[^]*map\.insert\("Ada", 36\);/);
  });
}

/** For clients that open documents for the server. */
export function showDocumentTests(editor: () => Editor): void {
  it('opens an expansion as a temporary file by a code action', { tags: ['document'] }, async () => {
    await editor().goTo('map! {');
    await editor().chooseCodeAction('Show the expansion of map!');
    await editor().shows('// Expansion of map!');
  });
}
