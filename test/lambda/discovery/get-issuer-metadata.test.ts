/** The published metadata of the issuer. */
import { getIssuerMetadata } from '../../../lambda/discovery/get-issuer-metadata';
import { routes } from '../../../lambda/routes';

test.each(['https://api.example.com/prod', 'http://localhost:3000'])('describes the issuer %s', (issuer) => {
  expect(getIssuerMetadata({ issuer, apiUrl: issuer })()).toEqual({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
});

test("the keys' URL is that of the API, for any issuer", () => {
  const dependencies = { issuer: 'https://former.example.com/', apiUrl: 'https://api.example.com/auth' };
  expect(getIssuerMetadata(dependencies)()).toMatchObject({
    issuer: 'https://former.example.com/',
    jwks_uri: 'https://api.example.com/auth/.well-known/jwks.json',
  });
});

test('only names URLs that the API serves', () => {
  const issuer = 'https://api.example.com/prod';
  const addresses = Object.entries(getIssuerMetadata({ issuer, apiUrl: issuer })()).filter(([name]) =>
    /_(uri|endpoint)$/.test(name),
  );

  expect(addresses.length).toBeGreaterThan(0);
  for (const [, address] of addresses)
    expect(Object.keys(routes)).toContain(`GET ${String(address).slice(issuer.length)}`);
});
