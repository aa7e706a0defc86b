/** A few hostile requests to each route. */
import { attackRoutes } from './hostile-input';

attackRoutes(2);
