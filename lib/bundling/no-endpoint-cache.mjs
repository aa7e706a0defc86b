// Replaces the SDK's cache of discovered endpoints: the DynamoDB client creates one, but no call of the functions fills it.
export class EndpointCache {}
