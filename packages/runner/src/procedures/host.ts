/** The engine of cells that need none: plain JavaScript in double precision. */
export const HOST = 'host';
