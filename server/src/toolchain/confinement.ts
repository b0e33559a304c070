/**
 * Cargo runs build scripts, which are programs of whoever wrote the dependencies. Where bubblewrap is installed (Linux), cargo runs in
 * namespaces of its own: without a network, without other processes, without the user's home and the sockets in it, and with a disk on
 * which only the folders of the build can be written.
 */
import { existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { foldersUpwards } from '../project/folders';
import { isInside } from '../project/isInside';
import { realPath } from '../project/realPath';
import type { Environment } from '../platform/program';
import { runProgram } from '#platform/runProgram';
import { cargoHome, rustupHome } from '../project/toolHomes';

export interface ConfinedFolders {
  /** Folders that the program may write, which exist. */
  readonly writable: readonly string[];
  /** What it must be able to read although it may lie in a place that is hidden: sources, the compiler. */
  readonly readable: readonly string[];
}

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
}

export interface Confinement {
  /** The call that runs a program confined. `cwd` is where it runs. */
  confine(call: ProgramCall, cwd: string, folders: ConfinedFolders): ProgramCall;
}

const known = new Map<string, Promise<Confinement | undefined>>();

/**
 * Finds out whether programs can be confined here: bubblewrap is on the path, and the system lets it make namespaces. Undefined
 * otherwise, as on every system but Linux. Asked once for each path.
 */
export function findConfinement(env: Environment): Promise<Confinement | undefined> {
  const key = `${env['PATH'] ?? ''}\0${env['HOME'] ?? ''}`;
  const asked = known.get(key) ?? ask(env);
  known.set(key, asked);
  return asked;
}

async function ask(env: Environment): Promise<Confinement | undefined> {
  if (process.platform !== 'linux') return undefined;
  const confinement: Confinement = {
    confine: (call, cwd, folders) => ({
      program: 'bwrap',
      args: [...confiningArguments(env, cwd, folders), '--', call.program, ...call.args],
    }),
  };
  const { program, args } = confinement.confine({ program: 'true', args: [] }, '/', {
    writable: [],
    readable: [],
  });
  const { code } = await runProgram(program, args, { cwd: '/', env, timeoutMillis: 10_000 });
  return code === 0 ? confinement : undefined;
}

/** Places with sockets of other programs, with which one could leave the confinement, and with the user's secrets. */
function hiddenFolders(env: Environment): string[] {
  const home = env['HOME'];
  return [...(home !== undefined && isAbsolute(home) ? [home] : []), '/tmp', '/run', '/var/tmp'].filter(
    (folder) => folder !== '/' && existsSync(folder) && realPath(folder) === folder,
  );
}

function confiningArguments(env: Environment, cwd: string, folders: ConfinedFolders): string[] {
  const project = [cwd, ...folders.readable];
  // A project that is the home folder itself is not hidden from its own build.
  const hidden = hiddenFolders(env).filter((folder) => folder !== cwd);
  const isHidden = (path: string): boolean => hidden.some((folder) => isInside(folder, path));
  const readable = [...toolFolders(env), ...configurationsAbove(cwd), ...project].flatMap(bothNames);
  const secrets = ['credentials.toml', 'credentials']
    .map((name) => join(cargoHome(env), name))
    .filter((file) => existsSync(file));
  return [
    // A network, process table and user of its own; nothing that it starts outlives us or writes to our terminal.
    ...['--unshare-all', '--die-with-parent', '--new-session'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...hidden.flatMap((folder) => ['--tmpfs', folder]),
    ...outermost(
      readable.filter((path) => isHidden(path) && existsSync(path) && !hidden.includes(path)),
    ).flatMap((path) => ['--ro-bind', path, path]),
    ...secrets.flatMap((file) => ['--ro-bind', '/dev/null', file]),
    ...outermost(folders.writable.flatMap(bothNames)).flatMap((path) => ['--bind', path, path]),
    ...['--chdir', cwd],
  ];
}

/** Variables that name the folders in which programs, and the native libraries that build scripts ask for, are looked for. */
const searchPaths = [
  'PATH',
  'LD_LIBRARY_PATH',
  'LIBRARY_PATH',
  'CPATH',
  'C_INCLUDE_PATH',
  'CPLUS_INCLUDE_PATH',
  'PKG_CONFIG_PATH',
  'PKG_CONFIG_LIBDIR',
];

/** Where the compiler, the programs that build scripts call and native libraries are installed. */
function toolFolders(env: Environment): string[] {
  const searched = searchPaths.flatMap((name) => (env[name] ?? '').split(delimiter));
  return [cargoHome(env), rustupHome(env), ...searched.filter((folder) => isAbsolute(folder))];
}

/** Cargo's and rustup's files in the folders above a project hold for it too (Cargo Book, "Hierarchical structure"). */
function configurationsAbove(folder: string): string[] {
  const names = ['.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'];
  return foldersUpwards(dirname(folder))
    .flatMap((above) => names.map((name) => join(above, name)))
    .filter((file) => existsSync(file));
}

/** A folder under the name that it is called by, and under the one that links in it lead to. */
function bothNames(folder: string): string[] {
  const real = realPath(folder);
  return real === folder ? [folder] : [folder, real];
}

/** The paths without those that lie in another one of them. */
function outermost(paths: readonly string[]): string[] {
  const kept = new Set<string>();
  const liesInKept = (path: string): boolean => {
    for (let at = path; at !== dirname(at); at = dirname(at)) if (kept.has(at)) return true;
    return false;
  };
  for (const path of [...paths].sort((a, b) => a.length - b.length)) if (!liesInKept(path)) kept.add(path);
  return [...kept];
}
