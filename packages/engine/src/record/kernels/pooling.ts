import { type Graph, sizeOf, type Value } from '../../graph/graph.ts';
import { binary, reshape } from '../../graph/rewrite.ts';
import type { Lowerings } from '../lowering.ts';
import { channelsFirst, channelsLast, type Sliding, sliding } from './image-layout.ts';

type Attributes = Readonly<Record<string, unknown>>;

interface PoolWindow extends Sliding {
  readonly kernel: readonly [number, number];
}

/** @param images - shape of what is pooled, channels last */
function windowOf(
  kernel: string,
  images: readonly number[],
  attributes: Attributes,
  result?: readonly number[],
): PoolWindow {
  const size = attributes.filterSize as number | [number, number];
  const [height, width] = typeof size === 'number' ? [size, size] : size;
  const channels = images[3];
  const window = sliding(kernel, images, [height, width, channels, channels], attributes, result);
  return { ...window, kernel: [height, width] };
}

const attributesOf = ({ kernel, strides, pads }: PoolWindow) => ({ kernel_shape: kernel, strides, pads });

const pooledShape = (images: readonly number[], { out }: PoolWindow) => [images[0], images[3], ...out];

/** The largest numbers and where in the images, channels first, they stand. */
function maxPool(graph: Graph, x: Value, window: PoolWindow): readonly Value[] {
  const shape = pooledShape(x.shape, window);
  return graph.node(
    'MaxPool',
    [channelsFirst(graph, x)],
    [
      { type: x.type, shape },
      { type: 'int64', shape },
    ],
    { ints: attributesOf(window) },
  );
}

/** How many numbers of the images each window of an average holds: fewer where it stands over an edge. */
function countsOf(images: readonly number[], { kernel, strides, pads, out }: PoolWindow): Float32Array {
  const within = (axis: 0 | 1, position: number): number => {
    const start = position * strides[axis] - pads[axis];
    return Math.min(start + kernel[axis], images[axis + 1]) - Math.max(start, 0);
  };
  return Float32Array.from(
    { length: out[0] * out[1] },
    (_, k) => within(0, Math.floor(k / out[1])) * within(1, k % out[1]),
  );
}

/** The largest number, or the mean, of each window of images, channels last. */
export const pooling: Lowerings = {
  MaxPool: ({ graph, inputs: { x }, attributes }) =>
    channelsLast(graph, maxPool(graph, x, windowOf('MaxPool', x.shape, attributes))[0]),
  MaxPoolGrad: ({ graph, inputs: { dy, input }, attributes }) => {
    const [, places] = maxPool(graph, input, windowOf('MaxPoolGrad', input.shape, attributes, dy.shape.slice(1, 3)));
    const flat = (value: Value) => reshape(graph, value, [sizeOf(value.shape)]);
    const zeros = graph.op('Expand', [graph.scalar(0), graph.indices([sizeOf(input.shape)])], dy.type, [
      sizeOf(input.shape),
    ]);
    const sums = graph.op(
      'ScatterElements',
      [zeros, flat(places), flat(channelsFirst(graph, dy))],
      dy.type,
      zeros.shape,
      { ints: { axis: 0 }, strings: { reduction: 'add' } },
    );
    const [batch, height, width, channels] = input.shape;
    return channelsLast(graph, reshape(graph, sums, [batch, channels, height, width]));
  },
  AvgPool: ({ graph, inputs: { x }, attributes }) => {
    const window = windowOf('AvgPool', x.shape, attributes);
    const ints = { ...attributesOf(window), count_include_pad: 0 };
    const pooled = graph.op('AveragePool', [channelsFirst(graph, x)], x.type, pooledShape(x.shape, window), { ints });
    return channelsLast(graph, pooled);
  },
  AvgPoolGrad: ({ graph, inputs: { dy, input }, attributes }) => {
    const [batch, height, width, channels] = input.shape;
    const window = windowOf('AvgPoolGrad', input.shape, attributes, dy.shape.slice(1, 3));
    const { kernel, strides, pads, out } = window;
    const counts = graph.constant('float32', [1, 1, ...out], countsOf(input.shape, window));
    const shares = binary(graph, 'Div', channelsFirst(graph, dy), counts);
    // Every number of a window gets its share: a transposed convolution, channel by channel, with a filter of ones.
    const ones = new Float32Array(channels * kernel[0] * kernel[1]).fill(1);
    const filter = graph.constant('float32', [channels, 1, ...kernel], ones);
    const padding = [0, 1].map(
      (axis) => input.shape[axis + 1] + pads[axis] + pads[axis + 2] - (strides[axis] * (out[axis] - 1) + kernel[axis]),
    );
    const gradient = graph.op('ConvTranspose', [shares, filter], dy.type, [batch, channels, height, width], {
      ints: { ...attributesOf(window), group: channels, output_padding: padding },
    });
    return channelsLast(graph, gradient);
  },
};
