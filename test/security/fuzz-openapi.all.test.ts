/** Requests generated from openapi.json to each route. */
import { fuzzRoutes } from './fuzz-openapi';

fuzzRoutes(process.env.SOAK === '1' ? 1_000 : 15);
