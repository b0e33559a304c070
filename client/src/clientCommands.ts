import { compareCommands } from './compareExpansions';
import { documentCommands } from './showExpansion';

/** Commands of the server that this client carries out itself. */
export const clientCommands: readonly string[] = [
  ...documentCommands,
  ...compareCommands,
  'macroscope.compareWithTexts',
  'macroscope.copyExpansion',
  'macroscope.pinExpansion',
  'macroscope.showReport',
  'macroscope.showUses',
];
