import { dirname } from 'node:path';

/** The folder that holds `dist`, from a module that was bundled into it. */
export const installation = dirname(__dirname);
