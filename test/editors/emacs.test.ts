import { describe } from 'vitest';
import { EmacsSession } from './emacsSession';
import { pageTests } from './pageTests';

describe('Emacs', () => {
  pageTests({
    page: 'emacs.md',
    language: 'elisp',
    configuration: 'home/.emacs.d/init.el',
    module: 'macroscope.el',
    moduleFolder: 'home/.emacs.d/lisp',
    start: (workspace) => EmacsSession.start(workspace),
  });
});
