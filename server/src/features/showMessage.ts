import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver';

/** Tells the user something that needs no answer (`window/showMessage`). The connection's own methods ask instead, which some editors wait for. */
export function showMessage(connection: Connection, severity: 'error' | 'warning', message: string): void {
  const type = severity === 'error' ? MessageType.Error : MessageType.Warning;
  void connection.sendNotification(ShowMessageNotification.type, { type, message });
}
