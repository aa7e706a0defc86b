/** Checks that external verifiers can get the keys: the metadata's `jwks_uri` must name a served host. */
import { readResources } from '../support/change-template';
import type { Caller } from './call-by-turns';

/**
 * Returns the hosts of a release: its domain names and, unless it is disabled, the API's own host name.
 * @param assembly the folder of the assembly
 * @param origin the origin of the local run, which represents API Gateway's own host name
 */
export function readServedHosts(assembly: string, origin: string): readonly string[] {
  const resources = Object.values(readResources(assembly));
  const names = resources
    .filter(({ Type }) => Type === 'AWS::ApiGateway::DomainName')
    .map(({ Properties }) => String(Properties?.DomainName));
  const api = resources.find(({ Type }) => Type === 'AWS::ApiGateway::RestApi');
  return api?.Properties?.DisableExecuteApiEndpoint === true ? names : [...names, new URL(origin).host];
}

/**
 * Notes a `jwks_uri` that a release of the deployment does not serve. Both must serve it, because verifiers cache metadata for longer
 * than a deployment takes.
 * @param hosts the hosts of each release
 */
export async function checkKeySetAddress(
  { call, note }: Caller,
  hosts: readonly (readonly string[])[],
): Promise<void> {
  const metadata = await call('metadata', 200, { path: '/.well-known/oauth-authorization-server' });
  const { host } = new URL(metadata.jwks_uri);
  if (!hosts.every((served) => served.includes(host)))
    note(`jwks_uri: ${host} is not served in both releases`);
}
