/** The checks of second factors, for accounts that have one. A file on demand, next to the bundle. */
export {};
