import {
  commands,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
  type Disposable,
  type TextEditor,
  type TreeDataProvider,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { macroName } from '../../server/src/features/macroName';
import type { ShownStep as Step } from '../../server/src/features/stepTree';
import { expansionScheme } from './documents';
import { select } from './showExpansion';

type Binding = Step['bindings'][number];

const viewId = 'macroscope.steps';

/** Context for the view and for keys: an expansion is on the screen. */
const visibleContext = 'macroscope.expansionVisible';

/** The tree of steps of the expansion that is looked at: which arm matched, what was bound, what is not expanded yet. */
export class StepsView implements TreeDataProvider<Step | Binding>, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly disposables: Disposable[];
  private readonly view = window.createTreeView<Step | Binding>(viewId, { treeDataProvider: this });
  private shown: TextEditor | undefined;

  constructor(private readonly client: () => BaseLanguageClient | undefined) {
    this.disposables = [
      this.changed,
      this.view,
      window.onDidChangeVisibleTextEditors(() => this.follow()),
      window.onDidChangeActiveTextEditor(() => this.follow()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === expansionScheme) this.changed.fire(undefined);
      }),
      commands.registerCommand('macroscope.toggleStep', (step?: Step) => this.toggle(step)),
      commands.registerCommand('macroscope.revealStep', (step?: Step) => this.reveal(step)),
    ];
    this.follow();
  }

  async getChildren(parent?: Step | Binding): Promise<(Step | Binding)[]> {
    if (parent) return 'place' in parent ? [...parent.bindings, ...parent.steps] : [];
    const root = await this.request<Step | null>('macroscope/steps', {});
    return root ? [root] : [];
  }

  getTreeItem(element: Step | Binding): TreeItem {
    return 'place' in element ? stepItem(element) : bindingItem(element);
  }

  /** Only the root is revealed. */
  getParent(): undefined {
    return undefined;
  }

  /** Opens the view, without taking the focus. */
  async open(): Promise<void> {
    const root = await this.request<Step | null>('macroscope/steps', {});
    if (root) await this.view.reveal(root, { select: false, focus: false });
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** The active expansion, else one that is on the screen. */
  private follow(): void {
    const isExpansion = (editor: TextEditor | undefined): boolean =>
      editor?.document.uri.scheme === expansionScheme;
    const visible = window.visibleTextEditors.filter(isExpansion);
    const shown = isExpansion(window.activeTextEditor)
      ? window.activeTextEditor
      : (visible.find((editor) => editor === this.shown) ?? visible[0]);
    if (shown?.document === this.shown?.document) {
      this.shown = shown;
      return;
    }
    this.shown = shown;
    void commands.executeCommand('setContext', visibleContext, shown !== undefined);
    this.changed.fire(undefined);
  }

  private async toggle(step: Step | undefined): Promise<void> {
    if (step) await this.request('macroscope/toggleStep', { place: step.place });
  }

  private reveal(step: Step | undefined): void {
    const range = step?.range && this.client()?.protocol2CodeConverter.asRange(step.range);
    if (!range || !this.shown) return;
    select(this.shown, range);
  }

  private async request<Result>(method: string, params: object): Promise<Result | undefined> {
    const client = this.client();
    if (!client?.isRunning() || !this.shown) return undefined;
    const uri = client.code2ProtocolConverter.asUri(this.shown.document.uri);
    return client.sendRequest<Result>(method, { textDocument: { uri }, ...params });
  }
}

const icons = { expanded: 'symbol-event', pending: 'circle-outline', failed: 'error' } as const;

function stepItem(step: Step): TreeItem {
  const { name, kind, state, hidden, arm, error, bindings, steps } = step;
  const hasParts = bindings.length + steps.length > 0;
  const open = hasParts ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
  const item = new TreeItem(macroName(kind, name), open);
  item.id = step.place === '' ? 'root' : step.place;
  item.description = [arm === undefined ? '' : `arm ${arm}`, state === 'pending' && hidden ? 'hidden' : '']
    .filter(Boolean)
    .join(', ');
  item.iconPath = new ThemeIcon(icons[state]);
  item.contextValue = step.place === '' ? 'root' : state;
  if (error !== undefined) item.tooltip = error;
  item.command = { title: 'Reveal', command: 'macroscope.revealStep', arguments: [step] };
  return item;
}

function bindingItem({ name, texts }: Binding): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.None);
  item.description = texts.join(', ');
  item.iconPath = new ThemeIcon('symbol-variable');
  item.tooltip = new MarkdownString().appendCodeblock(texts.join('\n'), 'rust');
  return item;
}
