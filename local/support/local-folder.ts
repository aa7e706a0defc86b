/** Where the sources of the local run lie, whether they are loaded one by one or as the one program that `npm start` makes of them. */
import { join } from 'node:path';

/** The folder `local/`: this file and the program that `npm start` makes both lie one folder below it. */
export const LOCAL_FOLDER = join(__dirname, '..');
