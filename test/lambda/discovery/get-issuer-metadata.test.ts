/** The published metadata of the issuer. */
import { getIssuerMetadata } from '../../../lambda/discovery/get-issuer-metadata';
import { routes } from '../../../lambda/routes';

const metadataOf = (issuer: string, features: readonly ('core' | 'pages')[] = [], apiUrl = issuer) =>
  getIssuerMetadata({ issuer, apiUrl, features })();

test.each(['https://api.example.com/prod', 'http://localhost:3000'])('describes the issuer %s', (issuer) => {
  expect(metadataOf(issuer)).toEqual({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
});

test('describes the authorization code flow of a stage with pages', () => {
  expect(metadataOf('https://id.example.com', ['pages'])).toMatchObject({
    response_types_supported: ['code'],
    authorization_endpoint: 'https://id.example.com/oauth2/authorize',
    token_endpoint: 'https://id.example.com/oauth2/token',
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  });
});

test('the URLs are those of the API, for any issuer', () => {
  const metadata = metadataOf('https://former.example.com/', ['pages'], 'https://api.example.com/auth');
  expect(metadata).toMatchObject({
    issuer: 'https://former.example.com/',
    jwks_uri: 'https://api.example.com/auth/.well-known/jwks.json',
    token_endpoint: 'https://api.example.com/auth/oauth2/token',
  });
});

test('only names URLs that the API serves', () => {
  const issuer = 'https://api.example.com/prod';
  const paths = new Set(Object.keys(routes).map((key) => key.slice(key.indexOf(' ') + 1)));
  const addresses = Object.entries(metadataOf(issuer, ['pages'])).filter(([name]) =>
    /_(uri|endpoint)$/.test(name),
  );

  expect(addresses).toHaveLength(3);
  for (const [, address] of addresses) expect(paths).toContain(String(address).slice(issuer.length));
});
