/** The log events of hosted pages. Part of the list in events.ts, which checks their form. */
import { caller } from './subjects';

/** The events of `auth` about the pages and their apps. */
export const pageEvents = {
  authorization_code_reused: { level: 'WARN', fields: caller, audited: true, metric: true },
} as const;
