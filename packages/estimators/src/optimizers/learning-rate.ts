import { z } from 'zod';

/** A learning rate: any positive number. */
export const learningRate = z.number('give a positive number').positive('give a positive number');
