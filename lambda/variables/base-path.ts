/**
 * The environment variable with the API's base path. A separate file, so that the authorizer does not load
 * it.
 */
import { isBasePath } from '../base-path';
import type { Variable } from './variable';

/** The path in front of every route, such as `/auth`. Empty for none. */
export const basePath: Variable<string> = {
  name: 'BASE_PATH',
  format: (value) => value,
  parse: (value) => (isBasePath(value) ? value : undefined),
};
