// Replaces the SDK's chain of credential providers: Lambda passes the credentials of a function's role in environment variables.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
