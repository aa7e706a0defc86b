// Stands in for the SDK's cache of discovered endpoints, which a DynamoDB client makes and no call made here fills.
export class EndpointCache {}
