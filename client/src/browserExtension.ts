import type { ExtensionContext } from 'vscode';
import { activateExtension } from './activateExtension';
import { createBrowserClient } from './browser/createBrowserClient';

/** The extension in a browser, as in VS Code for the Web. */
export function activate(context: ExtensionContext): Promise<void> {
  return activateExtension(context, createBrowserClient);
}

export { deactivateExtension as deactivate } from './activateExtension';
