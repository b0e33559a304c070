import { join } from 'node:path';
import { exists } from '../../../project/files';
import { homeOf } from '../../../project/toolHomes';
import { configurationText, configurationTexts } from '../configurationText';
import { configurationFolder, quoted, type EditorSearch, type EditorSetup } from '../editorSetup';

/** A server of another one's settings, as a property list. */
const macroServerInLisp = /:procMacro\s*\([^()]*?:server\s*"(?<path>[^"]*)"/s;

/** Emacs, whose settings are programs: what they say is found by its text (Emacs manual, "How Emacs Finds Your Init File"). */
export function findEmacs({ environment, macroServer }: EditorSearch): EditorSetup[] {
  const home = homeOf(environment);
  const folders = [join(home, '.emacs.d'), join(configurationFolder(environment), 'emacs')];
  const files = [
    join(home, '.emacs'),
    join(home, '.emacs.el'),
    ...folders.map((folder) => join(folder, 'init.el')),
  ];
  if (![...folders, ...files].some(exists)) return [];
  const texts = [
    ...files.slice(0, 2).flatMap((file) => configurationText(file) ?? []),
    ...folders.filter(exists).flatMap((folder) => [...configurationTexts(folder, ['.el']).values()]),
  ].map((text) => text.replaceAll(/^\s*;.*$/gm, ''));
  const folder = folders.find(exists) ?? join(home, '.emacs.d');
  return [
    {
      name: 'Emacs',
      settingsFile: files.find(exists) ?? join(folder, 'init.el'),
      hasMacroscope: texts.some((text) => /\(require 'macroscope\)|"macroscope" "serve"/.test(text)),
      macroscopeAdvice: ["(require 'macroscope)", 'with docs/editors/macroscope.el in the load path'],
      macroServer: texts.flatMap((text) => macroServerInLisp.exec(text)?.groups?.['path'] ?? [])[0],
      macroServerLines: [
        "(with-eval-after-load 'eglot",
        "  (add-to-list 'eglot-server-programs",
        '    \'((rust-mode rust-ts-mode) . ("rust-analyzer" :initializationOptions',
        `      (:procMacro (:server ${quoted(macroServer)}))))))`,
      ],
    },
  ];
}
