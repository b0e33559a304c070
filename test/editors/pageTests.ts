import { beforeEach, describe } from 'vitest';
import { clientTests, showDocumentTests } from './clientTests';
import { DemoWorkspace, snippetsOf } from './demoWorkspace';
import type { EditorWithModule } from './editor';
import { editorPerTest } from './editorPerTest';
import { moduleTests } from './moduleTests';

/** An editor whose page has two configurations: one for the module beside the page, and one that needs no module. */
interface EditorPage {
  readonly page: string;
  /** Of the code blocks with the configurations. */
  readonly language: string;
  /** Where the editor finds its configuration, in the home of its user. */
  readonly configuration: string;
  readonly module: string;
  /** Where the page tells to copy the module to. */
  readonly moduleFolder: string;
  /** Starts the editor on the demo. */
  start(workspace: DemoWorkspace): Promise<EditorWithModule>;
}

export function pageTests({ page, language, configuration, module, moduleFolder, start }: EditorPage): void {
  const [withModule = '', withoutModule = ''] = snippetsOf(page, language);
  const workspace = new DemoWorkspace();

  describe('with the module that its page names', () => {
    beforeEach(() => {
      workspace.copyPageFile(module, moduleFolder);
      workspace.write(configuration, withModule);
    });
    moduleTests(
      workspace,
      editorPerTest(() => start(workspace)),
    );
  });

  describe('with the lines of its page that need no module', () => {
    beforeEach(() => {
      workspace.write(configuration, withoutModule);
    });
    const editor = editorPerTest(() => start(workspace));
    clientTests(editor);
    showDocumentTests(editor);
  });
}
