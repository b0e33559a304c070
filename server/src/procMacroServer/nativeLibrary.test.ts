import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureProject } from '../project/testing/fixtureProject';
import { sourcesOfDepInfo } from '../project/depInfo';
import { readNativeLibrary } from './nativeLibrary';

const hash = '0123456789abcdef';
const fingerprint = (features: string): string => JSON.stringify({ rustc: 1, features });

describe('a native library', () => {
  /** What is known of a library, when these files lie beside it. */
  function read(library: string, files: Readonly<Record<string, string>> = {}): unknown {
    const folder = fixtureProject({ [library]: 'never read', ...files });
    const { crateName, sources, packageName, features } = readNativeLibrary(join(folder, library));
    return { crateName, sources, packageName, features };
  }

  it('is known by the files of cargo beside it, on every system', () => {
    const expected = {
      crateName: 'a_b',
      sources: ['/src/lib.rs', '/src/more.rs'],
      packageName: 'a-package',
      features: ['default', 'fast'],
    };
    const beside = {
      [`debug/deps/a_b-${hash}.d`]: 'x.d: /src/lib.rs /src/more.rs\n\nlib.so: /src/lib.rs /src/more.rs\n',
      [`debug/.fingerprint/a-package-${hash}/lib-a_b.json`]: fingerprint('["fast", "default"]'),
    };
    for (const name of [`liba_b-${hash}.so`, `liba_b-${hash}.dylib`, `a_b-${hash}.dll`])
      expect(read(`debug/deps/${name}`, beside)).toEqual(expected);
  });

  it('is known where cargo has a folder for each unit of a build', () => {
    const unit = `debug/build/a-package/${hash}`;
    expect(
      read(`${unit}/out/liba_b-${hash}.so`, {
        [`${unit}/out/a_b-${hash}.d`]: 'x: src/lib.rs\n',
        [`${unit}/fingerprint/lib-a_b.json`]: fingerprint('[]'),
      }),
    ).toEqual({ crateName: 'a_b', sources: ['src/lib.rs'], packageName: 'a-package', features: [] });
  });

  it('is known by its name where the files beside it are missing, damaged or of another kind', () => {
    const known = { crateName: 'a_b', sources: [], packageName: undefined, features: undefined };
    expect(read(`deps/liba_b-${hash}.so`)).toEqual(known);
    expect(read('liba_b.so')).toEqual(known);
    for (const text of [
      '',
      'null',
      '[]',
      '{"features":',
      '{"features":1}',
      '{"features":"[1]"}',
      '{"features":"x"}',
    ])
      expect(
        read(`deps/liba_b-${hash}.so`, {
          [`.fingerprint/p-${hash}/lib-a_b.json`]: text,
          [`deps/a_b-${hash}.d`]: text,
        }),
      ).toEqual({ ...known, packageName: 'p' });
  });

  it('is no library of procedural macros by another name', () => {
    for (const name of ['lib.rs', 'liba-b.so', 'liba.so.bak', 'liba_b-0123.so'])
      expect(() => read(name)).toThrow(/is not named as cargo names a library/);
  });
});

describe('the sources in a list of rustc', () => {
  it('are the files of the first rule that has any', () => {
    expect(sourcesOfDepInfo('# env-dep:A=b: c\nout.so:\nout.d: a.rs b.rs\n\na.rs:\n')).toEqual([
      'a.rs',
      'b.rs',
    ]);
    expect(sourcesOfDepInfo('')).toEqual([]);
    expect(sourcesOfDepInfo('a.rs:\n')).toEqual([]);
  });

  it('may have spaces and drives in their paths', () => {
    expect(sourcesOfDepInfo('C:\\t\\o\\ ut.dll: C:\\my\\ code\\lib.rs D:\\x.rs\r\n')).toEqual([
      'C:\\my code\\lib.rs',
      'D:\\x.rs',
    ]);
  });
});
