/** Environment variables that several functions share. */
import { integer, optionalList, text } from './variable';

export const tableName = text('TABLE_NAME');
export const issuer = text('ISSUER');
export const audience = text('AUDIENCE');
/** In epoch seconds. Sessions that began earlier are not valid. 0 for no limit. */
export const sessionsNotBefore = integer('SESSIONS_NOT_BEFORE');
/** Origins whose pages may read responses: `*`, or exact origins such as `https://app.example.com`. */
export const corsOrigins = optionalList('CORS_ORIGINS');
