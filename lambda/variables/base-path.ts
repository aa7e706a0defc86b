/** The environment variable that names the API's base path; in a file of its own, so that the authorizer does not load it. */
import { isBasePath } from '../base-path';
import type { Variable } from './variable';

/** The path that every route lies under, such as `/auth`; empty where there is none. */
export const basePath: Variable<string> = {
  name: 'BASE_PATH',
  format: (value) => value,
  parse: (value) => (isBasePath(value) ? value : undefined),
};
