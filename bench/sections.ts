/** The sections of the benchmarks, in the order in which they run. */
import type { Section } from './section';
import { authorizerCold } from './sections/authorizer-cold';
import { authorizerWarm } from './sections/authorizer-warm';
import { boot } from './sections/boot';
import { bundles } from './sections/bundles';
import { enumeration } from './sections/enumeration';
import { functionsCold } from './sections/functions-cold';
import { gateway } from './sections/gateway';
import { growth } from './sections/growth';
import { modules } from './sections/modules';
import { operations } from './sections/operations';
import { pages } from './sections/pages';
import { product } from './sections/product';
import { reload } from './sections/reload';
import { signIn } from './sections/sign-in';
import { silence } from './sections/silence';
import { tests } from './sections/tests';

export const sections: readonly Section[] = [
  bundles,
  pages,
  modules,
  operations,
  authorizerCold,
  authorizerWarm,
  functionsCold,
  signIn,
  enumeration,
  gateway,
  product,
  boot,
  reload,
  silence,
  growth,
  tests,
];
