/** The environment variables of the function foo. */
import { basePath } from './base-path';
import { corsOrigins, tableName } from './common';
import { integer } from './variable';

export const fooVariables = {
  tableName,
  basePath,
  corsOrigins,
  maxFoosPerUser: integer('MAX_FOOS_PER_USER'),
} as const;
