import { nodesOf, type ExpansionNode } from '../expand/expansionTree';

/** The files and folders that an expansion, or its failure, depends on besides Rust sources. Absolute paths. */
export function inputPaths(root: ExpansionNode): Set<string> {
  const paths = new Set<string>();
  for (const { step, error } of nodesOf(root))
    for (const { kind, name } of [...(step?.inputs ?? []), ...(error?.inputs ?? [])])
      if (kind === 'file' || kind === 'directory' || kind === 'missing') paths.add(name);
  return paths;
}
