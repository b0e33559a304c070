import type { ExtensionContext } from 'vscode';
import { activateExtension } from './activateExtension';
import { createClient } from './createClient';

/** The extension in an extension host of Node. */
export function activate(context: ExtensionContext): Promise<void> {
  return activateExtension(context, createClient);
}

export { deactivateExtension as deactivate } from './activateExtension';
