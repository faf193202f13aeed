export { engines } from './engines.ts';
export { Graph, type GraphNode, liveNodes, type Value, type ValueType } from './graph/graph.ts';
export { encodeLoopModel, modelNames, type StepGraph } from './graph/onnx-model.ts';
export { lowerings } from './record/kernels/index.ts';
export { recordStep } from './record/record-step.ts';
export { RecordingError } from './record/recording-error.ts';
export { type OnnxRuntimeOptions, onnxRuntimeEngine } from './runtime/onnx-runtime.ts';
export { tensorflowEngine } from './runtime/tensorflow.ts';
export { tf } from './tf.ts';
