/** A few requests generated from openapi.json to each route. */
import { fuzzRoutes } from './fuzz-openapi';

fuzzRoutes(1);
