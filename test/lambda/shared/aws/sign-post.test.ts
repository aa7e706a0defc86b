/** Signatures of requests with a path equal those of the AWS SDK. */
import { KMSClient } from '@aws-sdk/client-kms';
import { signPost } from '../../../../lambda/shared/aws/sign-post';

const now = Date.UTC(2026, 1, 3, 4, 5, 6, 789);

test.each([
  ['without a session token', {}],
  ['with a session token', { sessionToken: 'IQoJb3JpZ2luX2VjE+/==' }],
])('signs path and headers as the SDK does, %s', async (_, token) => {
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    ...token,
  };
  const url = new URL('https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails');
  const { headers, body } = signPost(
    { region: 'eu-west-1', credentials },
    'ses',
    url,
    { 'x-later': 'a', 'content-type': 'application/json' },
    '{"a":"é"}',
    now,
  );
  const { authorization, ...unsigned } = headers;

  const client = new KMSClient({ region: 'eu-west-1', credentials });
  const signer = await client.config.signer();
  const { headers: signed } = await signer.sign(
    {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: {},
      headers: unsigned,
      body,
    },
    {
      signingDate: new Date(now),
      signingService: 'ses',
      unsignableHeaders: new Set(['x-amz-content-sha256']),
    },
  );

  expect(authorization).toContain('/eu-west-1/ses/aws4_request');
  expect(authorization).toBe(signed.authorization);
});
