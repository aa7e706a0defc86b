/** Environment variables that more than one function has. */
import { integer, optionalList, text } from './variable';

export const tableName = text('TABLE_NAME');
export const issuer = text('ISSUER');
export const audience = text('AUDIENCE');
/** Sessions that began earlier are over, in epoch seconds; 0 ends none. */
export const sessionsNotBefore = integer('SESSIONS_NOT_BEFORE');
/** Origins whose pages may read answers: `*`, or exact origins such as `https://app.example.com`. */
export const corsOrigins = optionalList('CORS_ORIGINS');
