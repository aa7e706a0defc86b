/** How many confirmed factors an account may have. */
export const MAX_FACTORS = 10;
