// Fails every test without assertions. If an assertion only throws, wrap it in `expect`, such as `await
// expect(check()).resolves.toBeUndefined()`. Assertions of a CDK template count through
// count-template-assertions.ts.
beforeEach(() => {
  expect.hasAssertions();
});
