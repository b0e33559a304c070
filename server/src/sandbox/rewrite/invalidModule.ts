/**
 * The module is not one that the sandbox runs. The message names what was found, as the end of a sentence
 * about the module.
 */
export class InvalidModule extends Error {}
