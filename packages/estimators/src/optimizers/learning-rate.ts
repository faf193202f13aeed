import { z } from 'zod';

/** A learning rate: any positive number. */
export const learningRate = z.number('a positive number').positive('a positive number');
