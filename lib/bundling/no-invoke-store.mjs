// Stands in for the store in which a function that serves several requests at once keeps what belongs to each; ours serve one at a
// time, and Lambda sets the trace's id in the environment. The SDK reads it there when there is no store.
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
export const InvokeStore = { getInstanceAsync: async () => undefined };
