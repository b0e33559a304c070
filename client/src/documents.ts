import { workspace } from 'vscode';

/** Documents that the server makes. */
export const expansionScheme = 'macroscope-expansion';

/** Source files, on disk or wherever the folders of the workspace lie, and expansions. */
export function rustDocuments(): { readonly language: string; readonly scheme: string }[] {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  return [...new Set(['file', ...folders, expansionScheme])].map((scheme) => ({ language: 'rust', scheme }));
}
