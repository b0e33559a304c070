import { expect, test } from 'vitest';
import { disk } from '../platform/browser/disk';
import { takeFiles } from './takeFiles';

const textOf = (path: string): string | undefined => {
  const bytes = disk.readBytes(path);
  return bytes && new TextDecoder().decode(bytes);
};

const content = new TextEncoder().encode('fn main() {}');

test('files are taken as they come, and go when they come without content', () => {
  takeFiles({ files: [{ uri: 'file:///taken/src/main.rs', content }] });
  expect(textOf('/taken/src/main.rs')).toBe('fn main() {}');
  takeFiles({ files: [{ uri: 'file:///taken/src/main.rs' }] });
  expect(textOf('/taken/src/main.rs')).toBeUndefined();
});

test('what is no file does not keep the others from being taken', () => {
  const wrong = [null, 5, {}, { uri: 7, content }, { uri: 'a b:c', content }, { uri: 'file://%%%', content }];
  takeFiles({ files: [...wrong, { uri: 'file:///beside/lib.rs', content }] });
  expect(textOf('/beside/lib.rs')).toBe('fn main() {}');
  for (const sent of [undefined, null, 'files', { files: 'all' }])
    expect(() => takeFiles(sent)).not.toThrow();
});
