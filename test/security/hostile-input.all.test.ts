/** More hostile requests to each route. */
import { attackRoutes } from './hostile-input';

attackRoutes(process.env.SOAK === '1' ? 2_000 : 15);
