import { join } from 'node:path';

/** The folders of this repository with Rust code, which need no network. */
export const ownFolders: readonly string[] = ['server/std', 'test/conformance', 'test/fixtures'].map(
  (folder) => join(process.cwd(), folder),
);
