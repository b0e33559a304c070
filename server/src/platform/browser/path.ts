/**
 * What the server uses of `node:path`, for the paths that a browser's bundle has: those of its files in memory, always with `/`.
 * The functions give what those of Node's `path.posix` give, with `/` as the current folder.
 */
export const sep = '/';
export const delimiter = ':';

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

export function join(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  if (joined === '') return '.';
  const path = (isAbsolute(joined) ? '/' : '') + namesOf(joined, isAbsolute(joined)).join('/');
  if (path === '') return joined.endsWith('/') ? './' : '.';
  return joined.endsWith('/') && !path.endsWith('/') ? `${path}/` : path;
}

export function resolve(...parts: readonly string[]): string {
  const last = parts.findLastIndex(isAbsolute);
  return `/${namesOf(parts.slice(Math.max(last, 0)).join('/'), true).join('/')}`;
}

export function dirname(path: string): string {
  const end = withoutSlashes(path).lastIndexOf('/');
  if (end < 0) return isAbsolute(path) ? '/' : '.';
  if (end === 0) return '/';
  // Of several slashes between two names only the last is taken away.
  return path.slice(0, end);
}

export function basename(path: string, suffix = ''): string {
  const all = withoutSlashes(path);
  const name = all.slice(all.lastIndexOf('/') + 1);
  return name.endsWith(suffix) && name !== suffix ? name.slice(0, name.length - suffix.length) : name;
}

export function relative(from: string, to: string): string {
  const [start, end] = [from, to].map((path) => namesOf(resolve(path), true)) as [string[], string[]];
  let same = 0;
  while (same < start.length && same < end.length && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}

/** The names in a path, without `.` and with `..` applied; above an absolute path's root there is nothing. */
function namesOf(path: string, absolute: boolean): string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.length > 0 && names.at(-1) !== '..') names.pop();
    else if (!absolute) names.push('..');
  }
  return names;
}
