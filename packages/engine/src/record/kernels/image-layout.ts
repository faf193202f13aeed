import type { Graph, Value } from '../../graph/graph.ts';
import { transpose } from '../../graph/rewrite.ts';
import { StepError } from '../../step-error.ts';
import { tf } from '../../tf.ts';

type Four = [number, number, number, number];
type Attributes = Readonly<Record<string, unknown>>;
type Window = Parameters<typeof tf.backend_util.computeConv2DInfo>[2];
type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];

/** Images as ONNX has them, channels before height and width. */
export const channelsFirst = (graph: Graph, images: Value): Value => transpose(graph, images, [0, 3, 1, 2]);

/** Images as TensorFlow.js has them, channels last. */
export const channelsLast = (graph: Graph, images: Value): Value => transpose(graph, images, [0, 2, 3, 1]);

/** How a window moves over images: as TensorFlow.js computes it, in ONNX's attributes. */
export interface Sliding {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Top, left, bottom, right. */
  readonly pads: readonly [number, number, number, number];
  /** Height and width of the result. */
  readonly out: readonly [number, number];
}

/**
 * @param filter - height, width, channels in, channels out
 * @param result - height and width of what the window made, where they are known: TensorFlow.js hands its gradients no way of rounding
 * @throws StepError, to be said of a step, where images have their channels first
 */
export function sliding(
  kernel: string,
  images: readonly number[],
  filter: Four,
  attributes: Attributes,
  result?: readonly number[],
): Sliding {
  const { strides, pad, dimRoundingMode, dataFormat, dilations = 1 } = attributes;
  if (dataFormat === 'NCHW')
    throw new StepError(
      `uses the TensorFlow.js kernel ${kernel} on images with their channels first (NCHW), which cannot be recorded; give them as NHWC`,
    );
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } =
    tf.backend_util.computeConv2DInfo(
      images as Four,
      filter,
      strides as Window,
      dilations as Window,
      pad as Padding,
      dimRoundingMode as 'floor' | undefined,
    );
  const out = (result as [number, number] | undefined) ?? [outHeight, outWidth];
  const reach = (axis: 0 | 1, stride: number, dilation: number): number =>
    stride * (out[axis] - 1) + dilation * (filter[axis] - 1) + 1;
  // Where a number of positions was rounded up, the last window stands over the edge by more than the padding that was asked for.
  const below = Math.max(padInfo.bottom, reach(0, strideHeight, dilationHeight) - images[1] - padInfo.top);
  const right = Math.max(padInfo.right, reach(1, strideWidth, dilationWidth) - images[2] - padInfo.left);
  return {
    strides: [strideHeight, strideWidth],
    dilations: [dilationHeight, dilationWidth],
    pads: [padInfo.top, padInfo.left, below, right],
    out,
  };
}
