// Stands in for the SDK's chain of credential providers: a Lambda function has its role's in environment variables, and no others.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
