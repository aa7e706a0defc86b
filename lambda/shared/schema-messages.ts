/** The message of a schema issue that has no message of its own. */
export const NO_MESSAGE = 'Invalid input';

/**
 * Options for `safeParse`. They keep the messages of schemas, and replace all others with NO_MESSAGE. Without them, a
 * bundle that also loads `zod` gets messages of its locale, which quote input.
 */
export const ownMessages = { error: () => NO_MESSAGE };
