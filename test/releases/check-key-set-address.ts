/** Checks that outside verifiers get keys: the metadata's `jwks_uri` must name a host that is served. */
import { readResources } from '../support/change-template';
import type { Caller } from './call-by-turns';

/**
 * Returns the hosts under which a release is served: its domain names and, unless it is disabled, the name of the API itself.
 * @param assembly its folder
 * @param origin of the local run, which stands for API Gateway's own name
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
 * Notes a `jwks_uri` that a release of the deployment does not serve. Both must: a verifier keeps the metadata for longer than a deployment takes.
 * @param hosts of each release
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
