/** The location of the local run's sources, whether they are loaded one by one or bundled by `npm start`. */
import { join } from 'node:path';

/** The folder `local/`. This file and the program that `npm start` builds are both one folder below it. */
export const LOCAL_FOLDER = join(__dirname, '..');
