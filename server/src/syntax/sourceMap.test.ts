import { describe, expect, it } from 'vitest';
import { SourceMap } from './sourceMap';

describe('SourceMap', () => {
  it('keeps the newest versions of a file that is edited, and every other text', () => {
    const sources = new SourceMap();
    const other = sources.add('/other.rs', 'other');
    const parsed = sources.add(undefined, 'parsed');
    const versions = Array.from({ length: 100 }, (_, index) => sources.add('/edited.rs', `version ${index}`));
    const texts = versions.map(({ id }) => sources.get(id).text);
    expect(texts.at(-1)).toBe('version 99');
    expect(texts.at(-8)).toBe('version 92');
    expect(texts.slice(0, -8).every((text) => text === '')).toBe(true);
    expect(versions[0] && sources.get(versions[0].id).path).toBe('/edited.rs');
    expect(sources.get(other.id).text).toBe('other');
    expect(sources.get(parsed.id).text).toBe('parsed');
  });

  it('refuses a number that it did not give out', () => {
    expect(() => new SourceMap().get(3)).toThrow(RangeError);
  });
});
