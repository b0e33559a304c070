import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';

const types = { error: MessageType.Error, warning: MessageType.Warning, info: MessageType.Info } as const;

/** Tells the user something that needs no answer (`window/showMessage`). The connection's own methods ask instead, which some editors wait for. */
export function showMessage(connection: Connection, severity: keyof typeof types, message: string): void {
  void connection.sendNotification(ShowMessageNotification.type, { type: types[severity], message });
}
