import { launch } from './launch';

launch('macroServerMain.js');
