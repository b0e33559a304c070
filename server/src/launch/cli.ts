import { launch } from './launch';

launch('cliMain.js');
