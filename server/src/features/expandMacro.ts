import { ResponseError, ErrorCodes } from 'vscode-languageserver';
import { siteAtPosition, signalOf, type ServerContext, type TextPosition } from './serverContext';

interface ExpandedMacro {
  readonly name: string;
  readonly expansion: string;
}

/**
 * `rust-analyzer/expandMacro`, with the parameters and the result that rust-analyzer documents, so that the plugins of many editors work
 * unchanged. Like rust-analyzer's, the expansion is recursive except for a derive, which is shown as the derive wrote it. `null` where there is no macro call; an error where it cannot be expanded.
 */
export function expandMacro({ connection, ...rest }: ServerContext): void {
  connection.onRequest(
    'rust-analyzer/expandMacro',
    async (params: TextPosition, token): Promise<ExpandedMacro | null> => {
      const found = await siteAtPosition({ connection, ...rest }, params);
      if (!found) return null;
      const { analysis, file, site } = found;
      const { node } = await analysis.expandSite(file, site, {
        recursive: site.kind !== 'derive',
        signal: signalOf(token),
      });
      if (node.error && !node.step)
        throw new ResponseError(ErrorCodes.InternalError, `${node.path}: ${node.error.message}`);
      return { name: node.path, expansion: await analysis.reporter.text(node) };
    },
  );
}
