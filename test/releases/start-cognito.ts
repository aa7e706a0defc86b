/** A Cognito that accepts every password, because the local run has none. It checks the policies of the calling function. */
import { createServer } from 'node:http';
import { authorizeCall } from '../../local/aws/authorize-call';
import type { FunctionDefinition, LocalApp } from '../../local/template/model';
import { closeServer, listen } from '../support/loopback';

/** A running Cognito. */
export interface Cognito {
  /** Makes the functions of an app send their calls to it. */
  connect(app: LocalApp): LocalApp;
  close(): Promise<void>;
}

/** Starts a Cognito. @param deny receives each denied call */
export async function startCognito(
  deny: (action: string, definition: FunctionDefinition, resource: string) => void,
): Promise<Cognito> {
  let functions: readonly FunctionDefinition[] = [];
  let accountId = '';

  /** Handles a call. @param caller the index of the function */
  function answer(
    caller: number,
    { UserPoolId = '', AccessToken }: { readonly UserPoolId?: string; readonly AccessToken?: string },
  ) {
    // the token of the user authorizes this call, and no policy applies
    if (AccessToken !== undefined) return { status: 200, body: { UserAttributes: [] } };
    const [region = ''] = UserPoolId.split('_');
    const action = 'cognito-idp:AdminInitiateAuth';
    const resource = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${UserPoolId}`;
    const definition = functions[caller];
    if (definition === undefined) throw new Error('An unknown function called');
    const denial = authorizeCall(definition, [{ action, resource, context: {} }]);
    if (denial === undefined)
      return { status: 200, body: { AuthenticationResult: { AccessToken: 'eyJ' }, ChallengeParameters: {} } };
    deny(action, definition, resource);
    return { status: 400, body: { __type: 'AccessDeniedException', message: denial.message } };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const { status, body } = answer(Number(request.url?.slice(1)), input);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  const origin = await listen(server);
  return {
    connect(app) {
      accountId = app.accountId;
      functions = app.functions.map((definition, place) => ({
        ...definition,
        environment: {
          ...definition.environment,
          AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${origin}/${place}`,
        },
      }));
      return { ...app, functions };
    },
    close: () => closeServer(server),
  };
}
