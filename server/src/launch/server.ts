import { launch } from './launch';

launch('serverMain.js');
