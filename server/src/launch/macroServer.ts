import { main } from '../macroServer';
import type * as MacroServiceBundle from '../procMacroServer/openMacroService';

main(async () => {
  const { openBundle } = await import('./launch');
  const bundle = openBundle('macroService.js');
  return { openMacroService: bundle.run<typeof MacroServiceBundle>().openMacroService, code: bundle };
});
