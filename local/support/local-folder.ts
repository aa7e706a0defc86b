/** Where the sources of the local run lie, whether they are loaded one by one or as the one program that `npm start` makes of them. */

/** The folder `local/`. */
export const LOCAL_FOLDER = __dirname;
