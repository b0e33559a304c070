/**
 * The functions that would change a file, wait, signal or use the network. They exist, so that a module
 * links, and refuse.
 */
import type { CallRecord } from './callRecord';
import { Errno } from './errno';

const CHANGES_FILES = [
  'fd_allocate',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'fd_pwrite',
  'path_create_directory',
  'path_filestat_set_times',
  'path_link',
  'path_remove_directory',
  'path_rename',
  'path_symlink',
  'path_unlink_file',
];

const NOT_PROVIDED = new Map<string, string>([
  ['fd_renumber', 'a macro may not renumber its files'],
  ['path_readlink', 'a macro may not read symbolic links themselves'],
  ['poll_oneoff', 'a macro may not wait: its clock stands still'],
  ['proc_raise', 'a macro may not send signals'],
  ['sock_accept', 'a macro has no network'],
  ['sock_recv', 'a macro has no network'],
  ['sock_send', 'a macro has no network'],
  ['sock_shutdown', 'a macro has no network'],
]);

export function refusedFunctions(record: CallRecord): Record<string, () => Errno> {
  const functions: Record<string, () => Errno> = {};
  for (const name of CHANGES_FILES) {
    functions[name] = () => {
      record.refuse(`${name} was refused: a macro may not change files`);
      return Errno.readOnlyFileSystem;
    };
  }
  for (const [name, reason] of NOT_PROVIDED) {
    functions[name] = () => {
      record.refuse(`${name} was refused: ${reason}`);
      return Errno.notSupported;
    };
  }
  return functions;
}
