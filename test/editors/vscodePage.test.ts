import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { repository } from '../integration/testClient';

describe('the page for VS Code', () => {
  const page = readFileSync(join(repository, 'docs/editors/vscode.md'), 'utf8');
  const { commands, configuration } = manifest.contributes;

  it('names commands that the extension has', () => {
    const named = [...page.matchAll(/_Macroscope: ([^_]+)_/g)].map(([, title]) => title);
    expect(named.length).toBeGreaterThan(5);
    expect(commands.map(({ title }) => title)).toEqual(expect.arrayContaining(named));
  });

  it('names settings that the extension has', () => {
    const named = [...page.matchAll(/`(macroscope\.[\w.]+)`/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(Object.keys(configuration.properties)).toEqual(expect.arrayContaining(named));
  });
});
