/**
 * The source of a function `callDynamo(operation, input)`, for functions of small apps. It loads faster than the
 * SDK. It resolves with the output and the `Date` header of the response, and rejects if the response is an error.
 */
export const CALL_DYNAMO = `
const callDynamo = (operation, input) => new Promise((resolve, reject) => {
  const { AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN } = process.env;
  const scope = AWS_ACCESS_KEY_ID + '/20260101/' + AWS_REGION + '/dynamodb/aws4_request';
  const headers = {
    'x-amz-target': 'DynamoDB_20120810.' + operation,
    // The local endpoint identifies the caller. It does not check signatures.
    authorization: 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=0',
    'x-amz-security-token': AWS_SESSION_TOKEN,
  };
  const options = { method: 'POST', headers, agent: false };
  require('node:http').request(AWS_ENDPOINT_URL, options, (response) => {
    let body = '';
    response.on('data', (chunk) => { body += chunk; }).on('end', () => {
      if (response.statusCode === 200) resolve({ ...JSON.parse(body), date: response.headers.date });
      else reject(new Error(body));
    });
  }).on('error', reject).end(JSON.stringify(input));
});`;
