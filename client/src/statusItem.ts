import { languages, LanguageStatusSeverity, type Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ServerStatus } from '../../server/src/features/serverStatus';
import { rustDocuments } from './documents';

const severities = {
  ok: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/** What the server does and what is wrong, among the states of the language at the bottom of the window. */
export class StatusItem implements Disposable {
  private readonly item = languages.createLanguageStatusItem('macroscope.status', rustDocuments());

  constructor() {
    this.item.name = 'Macroscope';
    this.item.command = { title: 'Show Log', command: 'macroscope.showLog' };
    this.show({ health: 'ok', quiescent: false, message: 'Starting' });
  }

  /** To be called before the client starts. */
  follow(client: BaseLanguageClient): void {
    client.onNotification('experimental/serverStatus', (status: ServerStatus) => this.show(status));
  }

  dispose(): void {
    this.item.dispose();
  }

  private show({ health, quiescent, message, activities = [], calls = 0 }: ServerStatus): void {
    const [activity = 'loading'] = activities;
    const macros = calls === 1 ? '1 macro runs' : `${calls} macros run or wait`;
    this.item.text = quiescent ? 'Macroscope' : `Macroscope: ${activity}`;
    this.item.busy = !quiescent || calls > 0;
    this.item.severity = severities[health];
    this.item.detail = [
      ...activities.slice(1),
      ...(calls > 0 ? [macros] : []),
      ...(message ? [message] : []),
    ].join('\n');
  }
}
