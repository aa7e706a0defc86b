// The test projects: units need no network and no build; the others drive a server of their own.
const base = {
  transform: {
    '^.+\\.[cm]?[jt]sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // jose is published as ES modules only
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  testEnvironment: 'node',
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{lib,lambda,local}/**/*.test.ts', '<rootDir>/test/*.test.ts'],
    },
    { ...base, displayName: 'contract', testMatch: ['<rootDir>/test/{contract,security}/**/*.test.ts'] },
  ],
  collectCoverageFrom: ['lib/**/*.ts', 'lambda/**/*.ts', 'local/**/*.ts'],
};
