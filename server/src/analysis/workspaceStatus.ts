/** As `experimental/serverStatus` has it. */
export interface WorkspacesStatus {
  readonly health: 'ok' | 'warning' | 'error';
  /** Nothing is being loaded or built. */
  readonly quiescent: boolean;
  readonly message?: string;
  /** What is being done, with how far it is: `Building procedural macros: serde_derive 1.0.217`. Absent when nothing is. */
  readonly activities?: readonly string[];
}

/** Whether something is being worked at, and what the user should know. */
export class WorkspaceStatus {
  private readonly listeners: ((status: WorkspacesStatus) => void)[] = [];
  /** By root of a workspace and subject. */
  private readonly messages = new Map<string, Map<string, readonly string[]>>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly activities = new Set<{ text: string }>();

  /** Called with the current status at once and whenever it changes. */
  onStatus(listener: (status: WorkspacesStatus) => void): void {
    this.listeners.push(listener);
    listener(this.current);
  }

  /** Called whenever all work has ended. */
  onIdle(listener: () => void): void {
    let busy = false;
    this.onStatus(({ quiescent }) => {
      if (quiescent && busy) listener();
      busy = !quiescent;
    });
  }

  async whileBusy<Result>(task: () => Promise<Result>): Promise<Result> {
    // It counts before it begins, since it may tell of itself at once.
    const running = Promise.resolve().then(task);
    this.running.add(running);
    this.tell();
    try {
      return await running;
    } finally {
      this.running.delete(running);
      this.tell();
    }
  }

  /** Tells of a task under its title while it runs, and of the latest that it has to say. */
  async duringActivity<Result>(
    title: string,
    task: (tell: (message: string) => void) => Promise<Result>,
  ): Promise<Result> {
    const activity = { text: title };
    this.activities.add(activity);
    this.tell();
    try {
      return await task((message) => {
        activity.text = `${title}: ${message}`;
        this.tell();
      });
    } finally {
      this.activities.delete(activity);
      this.tell();
    }
  }

  /** Resolves when nothing is being worked at. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /** What there is to say about a subject of a workspace, in place of what was said before. Told with the next change of work. */
  set(root: string, subject: string, messages: readonly string[]): void {
    const ofRoot = this.messages.get(root) ?? new Map<string, readonly string[]>();
    this.messages.set(root, ofRoot.set(subject, messages));
  }

  /** The workspace is closed. */
  forget(root: string): void {
    this.messages.delete(root);
    this.tell();
  }

  get current(): WorkspacesStatus {
    // Workspaces of the same folder have the same to say.
    const messages = [
      ...new Set([...this.messages.values()].flatMap((ofRoot) => [...ofRoot.values()].flat())),
    ];
    return {
      health: messages.length > 0 ? 'warning' : 'ok',
      quiescent: this.running.size === 0,
      message: messages.length > 0 ? messages.join('\n') : undefined,
      activities: this.activities.size > 0 ? [...this.activities].map(({ text }) => text) : undefined,
    };
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.current);
  }
}
