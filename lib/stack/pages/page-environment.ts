/** The pages of a stage, as environment variables of the functions that show them. */
import type { Environment } from '../../../lambda/environment';
import type { StageSettings } from '../../stages/stage-settings';

/** The values of the variables. */
export type PageEnvironment = Pick<Environment<'auth'>, 'pagesOrigin' | 'pageClients'>;

/**
 * Returns the values: empty ones in a stage without pages.
 * @param apiHost the host of the API, which may be a token
 */
export function pageEnvironment({ pages }: Pick<StageSettings, 'pages'>, apiHost: string): PageEnvironment {
  if (pages === undefined) return { pagesOrigin: '', pageClients: '' };
  const { clients = [] } = pages;
  return {
    pagesOrigin: `https://${apiHost}`,
    pageClients: JSON.stringify(clients.map(({ id, redirectUris }) => ({ id, redirectUris }))),
  };
}
