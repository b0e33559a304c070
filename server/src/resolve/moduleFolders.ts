/** In which folders the files of modules lie (rustc_expand/src/module.rs; Reference, "Module source filenames" and "The path attribute"). */
import { basename, dirname, join } from 'node:path';

/** Where the modules that stand in a place have their files. Absolute paths. */
export interface ModuleFolders {
  /** Where `mod name;` looks for its file. Undefined in a block: there only `#[path]` gives a module a file. */
  readonly named: string | undefined;
  /** What `#[path = "…"]` is relative to. */
  readonly given: string;
  /** The absolute path of the file that is being read there: a module's own, or what `include!` reads. */
  readonly file: string;
}

/** The folders for modules in a file that belongs to no other module: the root of a crate, or what `include!` reads. */
export function foldersOfRoot(file: string): ModuleFolders {
  return { named: dirname(file), given: dirname(file), file };
}

/** The folders for modules in the file of `mod name;`. `isGiven`: `#[path]` names the file, which then counts as a `mod.rs`. */
export function foldersOfFile(file: string, name: string, isGiven: boolean): ModuleFolders {
  const folder = dirname(file);
  const ownsFolder = isGiven || basename(file) === 'mod.rs';
  return { named: ownsFolder ? folder : join(folder, name), given: folder, file };
}

/** The folders for modules in `mod name { … }`. `given`: the folder that its `#[path]` names. */
export function foldersOfInline(
  outer: ModuleFolders,
  name: string,
  given: string | undefined,
): ModuleFolders {
  const { file } = outer;
  if (given !== undefined) return { named: given, given, file };
  const folder = join(outer.named ?? outer.given, name);
  return { named: outer.named && folder, given: folder, file };
}

/** The folders for modules in a block. */
export function foldersOfBlock(outer: ModuleFolders): ModuleFolders {
  return { ...outer, named: undefined };
}
