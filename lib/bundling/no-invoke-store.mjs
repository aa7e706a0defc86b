// Replaces the SDK's store for functions that serve several requests at once. Ours serve one request at a time. Lambda sets the trace id
// in the environment, where the SDK reads it if there is no store.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
export const InvokeStore = { getInstanceAsync: async () => undefined };
