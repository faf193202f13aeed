import type { Graph, Value } from '../../graph/graph.ts';
import { binary, strided, transpose } from '../../graph/rewrite.ts';
import type { Lowerings } from '../lowering.ts';
import { fusedActivation } from './fused-activation.ts';
import { channelsFirst, channelsLast, type Sliding, sliding } from './image-layout.ts';

type Four = [number, number, number, number];
type Attributes = Readonly<Record<string, unknown>>;

/** `[height, width, in, out]` -> ONNX's `[out, in, height, width]`; for the transposed convolution these are its inputs and outputs. */
const filterFirst = (graph: Graph, filter: Value): Value => transpose(graph, filter, [3, 2, 0, 1]);

const windowOf = ({ strides, dilations, pads }: Sliding, kernel: readonly number[]) => ({
  ints: { strides, dilations, pads, kernel_shape: kernel },
});

function convolution(graph: Graph, x: Value, filter: Value, attributes: Attributes): Value {
  const [height, width, , channels] = filter.shape as Four;
  const window = sliding('Conv2D', x.shape, filter.shape as Four, attributes);
  const operands = [channelsFirst(graph, x), filterFirst(graph, filter)];
  const shape = [x.shape[0], channels, ...window.out];
  return channelsLast(graph, graph.op('Conv', operands, x.type, shape, windowOf(window, [height, width])));
}

/** What a stride leaves over at the lower and right ends, which no window reached. */
const leftOver = ([height, width]: readonly number[], kernel: readonly number[], window: Sliding): number[] =>
  [height, width].map((length, axis) => {
    const reach = (kernel[axis] - 1) * window.dilations[axis] + 1;
    const covered = window.strides[axis] * (window.out[axis] - 1) + reach;
    return length + window.pads[axis] + window.pads[axis + 2] - covered;
  });

/** The images' gradient: the transposed convolution of the result's. */
function inputGradient(graph: Graph, dy: Value, filter: Value, attributes: Attributes): Value {
  const shape = attributes.inputShape as Four;
  const [batch, height, width, channels] = shape;
  const kernel = filter.shape.slice(0, 2);
  const window = sliding('Conv2DBackpropInput', shape, filter.shape as Four, attributes, dy.shape.slice(1, 3));
  const { ints } = windowOf(window, kernel);
  const padding = { output_padding: leftOver([height, width], kernel, window) };
  const operands = [channelsFirst(graph, dy), filterFirst(graph, filter)];
  const gradient = graph.op('ConvTranspose', operands, dy.type, [batch, channels, height, width], {
    ints: { ...ints, ...padding },
  });
  return channelsLast(graph, gradient);
}

/**
 * The filter's gradient: a convolution of the images with the result's gradient, in which the batch is what is summed over, and strides and dilations
 * change places.
 */
function filterGradient(graph: Graph, x: Value, dy: Value, attributes: Attributes): Value {
  const shape = attributes.filterShape as Four;
  const [height, width, channelsIn, channelsOut] = shape;
  const window = sliding('Conv2DBackpropFilter', x.shape, shape, attributes, dy.shape.slice(1, 3));
  const operands = [transpose(graph, x, [3, 0, 1, 2]), transpose(graph, dy, [3, 0, 1, 2])];
  const over = leftOver(x.shape.slice(1, 3), [height, width], window);
  const reached = [height + over[0], width + over[1]];
  const swapped = { ...window, strides: window.dilations, dilations: window.strides };
  const whole = graph.op(
    'Conv',
    operands,
    x.type,
    [channelsIn, channelsOut, ...reached],
    windowOf(swapped, window.out),
  );
  const gradient = strided(graph, whole, [0, 0, 0, 0], [channelsIn, channelsOut, height, width]);
  return transpose(graph, gradient, [2, 3, 0, 1]);
}

/** Convolutions of images, channels last. */
export const convolutions: Lowerings = {
  Conv2D: ({ graph, inputs: { x, filter }, attributes }) => convolution(graph, x, filter, attributes),
  FusedConv2D: ({ graph, inputs: { x, filter, bias, preluActivationWeights }, attributes }) => {
    const convolved = convolution(graph, x, filter, attributes);
    const shifted = bias ? binary(graph, 'Add', convolved, bias) : convolved;
    return fusedActivation(graph, shifted, attributes, preluActivationWeights);
  },
  Conv2DBackpropInput: ({ graph, inputs: { dy, filter }, attributes }) => inputGradient(graph, dy, filter, attributes),
  Conv2DBackpropFilter: ({ graph, inputs: { x, dy }, attributes }) => filterGradient(graph, x, dy, attributes),
};
