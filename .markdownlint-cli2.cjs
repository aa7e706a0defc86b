// The configuration of `npm run lint:markdown`.

module.exports = {
  // rules that are not named here are on, in their default form
  config: {
    // a paragraph is one line
    MD013: false,
    // headings are repeated below different headings, as in the changelog
    MD024: { siblings_only: true },
    // tables are not aligned by hand
    MD060: false,
  },
  globs: ['**/*.md'],
  ignores: ['**/node_modules', 'cdk.out*', '.local', 'coverage', 'client/dist'],
};
