import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contributes } from '../../../package.json';
import { defaultServerOptions, readServerOptions } from './serverOptions';

const settings = Object.entries(contributes.configuration.properties).map(
  ([name, { default: value }]) => [name.replace('macroscope.', ''), value] as const,
);

describe('the settings of the VS Code extension', () => {
  it('have the defaults that the server has for other editors', () => {
    const sent: Record<string, Record<string, unknown>> = {};
    for (const [name, value] of settings) {
      const [section = '', key = ''] = name.split('.');
      sent[section] = { ...sent[section], [key]: value };
    }
    const { options, problems, differing } = readServerOptions(sent, false);
    expect([problems, differing]).toEqual([[], []]);
    expect(options).toEqual(defaultServerOptions);
  });

  it.each(settings)('%s is on the page of settings for other editors', (name, value) => {
    const page = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    expect(row).toContain(`\`${JSON.stringify(value)}\``);
  });
});

describe('settings of a wrong kind', () => {
  it('are told once for each section or setting, and the defaults hold', () => {
    const { options, problems } = readServerOptions(
      { limits: 5, hover: { maximumLines: null }, steps: [] },
      false,
    );
    expect(problems).toEqual(['The setting `limits` must be an object, and is 5: the defaults are used.']);
    expect(options).toEqual(defaultServerOptions);
    expect(readServerOptions('all', false).problems).toEqual([]);
  });
});
