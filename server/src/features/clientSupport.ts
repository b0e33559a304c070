import type { InitializeParams } from 'vscode-languageserver';
import { commandNames } from './commandNames';

/** What the client says that it can do, as far as features depend on it. */
export interface ClientSupport {
  /** It asks for the edit of a code action when the user has chosen it. */
  readonly resolvesEdits: boolean;
  /** It shows the changes of a workspace edit before it makes them where that is asked for. */
  readonly changeAnnotations: boolean;
  readonly documentChanges: boolean;
  /** It opens documents for the server (`window/showDocument`). */
  readonly showDocument: boolean;
  /** It asks the server for the text of documents (`workspace/textDocumentContent`). */
  readonly textDocumentContent: boolean;
  /** It shows Markdown in hovers, as do clients that do not say what they show. */
  readonly markdownHover: boolean;
  /** It shows other places that a diagnostic is about. */
  readonly relatedInformation: boolean;
  /** Commands that the client carries out itself (`experimental.commands`, as rust-analyzer documents it). */
  readonly commands: ReadonlySet<string>;
  /** It follows links of the scheme `command` in Markdown (`experimental.commandLinks`). */
  readonly commandLinks: boolean;
  /** It understands `experimental/serverStatus`, an extension of rust-analyzer's. */
  readonly serverStatus: boolean;
}

export function readClientSupport({ capabilities }: InitializeParams): ClientSupport {
  const { workspace, textDocument, window, experimental } = capabilities;
  return {
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    showDocument: window?.showDocument?.support === true,
    textDocumentContent: workspace?.textDocumentContent !== undefined,
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') !== false,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    commands: new Set(clientCommands(experimental)),
    commandLinks: property(experimental, 'commandLinks') === true,
    serverStatus: property(experimental, 'serverStatusNotification') === true,
  };
}

/** Whether the user sees an expansion that a command gives: the client opens it for the server, or has the command itself. */
export function canShowExpansions({ showDocument, commands }: ClientSupport): boolean {
  return showDocument || commands.has(commandNames.showExpansion);
}

/** `{ commands: { commands: [name, …] } }`. */
function clientCommands(experimental: unknown): string[] {
  const commands = property(property(experimental, 'commands'), 'commands');
  return Array.isArray(commands) ? commands.filter((name): name is string => typeof name === 'string') : [];
}

/** The protocol leaves the type of `experimental` open. */
function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
