/** The message of a schema issue without its own message. */
export const NO_MESSAGE = 'Invalid input';

/**
 * Options for `safeParse`. They keep the messages that schemas define, and use NO_MESSAGE for all other issues.
 * Without them, a bundle that also loads `zod` gets the messages of its locale, which quote input.
 */
export const withoutLocale = { error: () => NO_MESSAGE };
