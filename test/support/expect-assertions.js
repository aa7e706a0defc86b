// Makes every test fail that asserts nothing. An assertion that only throws is stated by `expect`, such as
// `await expect(check()).resolves.toBeUndefined()`; those of a CDK template count by count-template-assertions.ts.
beforeEach(() => {
  expect.hasAssertions();
});
