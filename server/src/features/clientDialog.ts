import type { Connection } from 'vscode-languageserver';
import type { Dialog } from '../analysis/macroBuilds';
import { showMessage } from './showMessage';

/** Questions and errors in the client's own boxes (`window/showMessageRequest`, `window/showMessage`), which every client has. */
export function clientDialog(connection: Connection): Dialog {
  return {
    async ask(question, action) {
      // A client that cannot answer has not agreed.
      const chosen = await connection.window
        .showWarningMessage(question, { title: action })
        .catch(() => undefined);
      return chosen?.title === action;
    },
    showError: (message) => {
      showMessage(connection, 'error', message);
    },
  };
}
