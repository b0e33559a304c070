import { Uri } from 'vscode';
import { expansionScheme } from '../documents';

/** Stands for an empty authority, which would be an empty name in a path. */
const noAuthority = '-';

/** Documents of the editor itself, which lie in no file system. */
const noFiles = new Set([expansionScheme, 'untitled', 'output']);

/**
 * The URI that the server gets: it knows `file:` only, so the scheme and authority of a virtual file system become the first folders of the path.
 * `vscode-vfs://github/a/b.rs` is `file:///vscode-vfs/github/a/b.rs`.
 */
export function toServerUri(uri: Uri): string {
  if (noFiles.has(uri.scheme)) return uri.toString();
  const folders = [uri.scheme, encodeURIComponent(uri.authority) || noAuthority];
  return Uri.from({ scheme: 'file', path: `/${folders.join('/')}${uri.path}` }).toString();
}

/** The opposite of {@link toServerUri}. */
export function fromServerUri(value: string): Uri {
  const uri = Uri.parse(value);
  const [, scheme, authority, path] = /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(uri.path) ?? [];
  if (uri.scheme !== 'file' || scheme === undefined || authority === undefined) return uri;
  return Uri.from({
    scheme,
    authority: authority === noAuthority ? '' : decodeURIComponent(authority),
    path: path ?? '/',
  });
}
