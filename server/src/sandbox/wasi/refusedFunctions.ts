/** The functions that would link, wait, signal or use the network. They exist, so that a module links, and refuse. */
import type { CallRecord } from './callRecord';
import { Errno } from './errno';

const NOT_PROVIDED = new Map<string, string>([
  ['fd_filestat_set_times', 'files have no times'],
  ['fd_renumber', 'a macro may not renumber its files'],
  ['path_filestat_set_times', 'files have no times'],
  ['path_link', 'a macro may not make links'],
  ['path_readlink', 'a macro may not read symbolic links themselves'],
  ['path_symlink', 'a macro may not make links'],
  ['poll_oneoff', 'a macro may not wait: its clock stands still'],
  ['proc_raise', 'a macro may not send signals'],
  ['sock_accept', 'a macro has no network'],
  ['sock_recv', 'a macro has no network'],
  ['sock_send', 'a macro has no network'],
  ['sock_shutdown', 'a macro has no network'],
]);

export function refusedFunctions(record: CallRecord): Record<string, () => Errno> {
  return Object.fromEntries(
    [...NOT_PROVIDED].map(([name, reason]) => [
      name,
      () => {
        record.refuse(`${name} was refused: ${reason}`);
        return Errno.notSupported;
      },
    ]),
  );
}
