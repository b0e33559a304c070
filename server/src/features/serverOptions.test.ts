import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { contributes } from '../../../package.json';
import { defaultServerOptions, readServerOptions } from './serverOptions';
import { SettingsReader } from './settingsReader';

/** A setting as the server reads it. */
interface ServerSetting {
  readonly name: string;
  readonly accept: (value: unknown) => unknown;
  /** Null stands for no value. */
  readonly fallback: unknown;
}

function serverSettings(): ServerSetting[] {
  const read = vi.spyOn(SettingsReader.prototype, 'read');
  readServerOptions({}, false);
  const settings = read.mock.calls.map(([name, { accept }, fallback]) => ({
    name,
    accept,
    fallback: fallback ?? null,
  }));
  read.mockRestore();
  return settings;
}

interface ContributedSetting {
  readonly default: unknown;
  readonly minimum?: number;
  readonly markdownDescription: string;
}

const contributed = new Map<string, ContributedSetting>(
  Object.entries(contributes.configuration.properties).map(([name, setting]) => [
    name.replace('macroscope.', ''),
    setting,
  ]),
);

/** What the extension tells the server without asking the user for it. */
const toldByExtension = ['build.offerToInstall', 'trusted'];

/** The rows of the first table on the page of settings: name, default, what it is. */
const documented = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8')
  .split('## Commands')[0]
  ?.split('\n')
  .flatMap((line) => {
    const [, name, value, text] = /^\| `([\w.]+)` *\| `(.*?)` *\| (.*?) *\|$/.exec(line) ?? [];
    return name !== undefined && value !== undefined && text !== undefined ? [{ name, value, text }] : [];
  });

describe('the settings that the server reads', () => {
  const settings = serverSettings();

  it('are those of the VS Code extension, but for what the extension knows itself', () => {
    const names = settings.map(({ name }) => name).filter((name) => !toldByExtension.includes(name));
    expect([...contributed.keys()].sort()).toEqual(names.sort());
  });

  it('are those on the page for other editors', () => {
    const names = settings.map(({ name }) => name);
    expect(documented?.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it.each(settings)('$name has the same default and the same words everywhere', ({ name, fallback }) => {
    const row = documented?.find((each) => each.name === name);
    expect(row?.value).toBe(JSON.stringify(fallback));
    if (toldByExtension.includes(name)) return;
    const setting = contributed.get(name);
    expect(setting?.default).toEqual(fallback);
    expect(setting?.markdownDescription.replaceAll('*', '_')).toBe(row?.text);
  });

  const numbers = settings.filter(({ fallback }) => typeof fallback === 'number');
  it.each(numbers)('$name has the same least value in VS Code', ({ name, accept }) => {
    const { minimum = NaN } = contributed.get(name) ?? {};
    expect(accept(minimum)).toBe(minimum);
    expect(accept(minimum - 0.0001)).toBeUndefined();
  });

  it('hold as they are by default when VS Code sends all of them', () => {
    const sent: Record<string, Record<string, unknown>> = {};
    for (const [name, setting] of contributed) {
      const [section = '', key = ''] = name.split('.');
      sent[section] = { ...sent[section], [key]: setting.default };
    }
    const { options, problems, differing } = readServerOptions(sent, false);
    expect([problems, differing]).toEqual([[], []]);
    expect(options).toEqual(defaultServerOptions);
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
