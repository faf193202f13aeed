import type { PbfWriter } from 'pbf';
import type { Attributes } from './graph.ts';

// Writes the messages of onnx.proto; the field numbers are those of that file.

/** NodeProto. */
export interface NamedNode {
  /** Only where it is referred to. */
  readonly name?: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** ValueInfoProto: an input's or output's name, type and shape. */
export interface ValueInfo {
  readonly name: string;
  readonly type: number;
  /** A string is a symbolic length. */
  readonly shape: readonly (number | string)[];
}

export function writeNode(node: NamedNode, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  for (const output of node.outputs) pbf.writeStringField(2, output);
  if (node.name !== undefined) pbf.writeStringField(3, node.name);
  pbf.writeStringField(4, node.op);
  const { ints = {}, floats = {}, strings = {} } = node.attributes;
  for (const [name, value] of Object.entries(ints)) pbf.writeMessage(5, writeInts, { name, value });
  for (const [name, value] of Object.entries(floats)) pbf.writeMessage(5, writeFloat, { name, value });
  for (const [name, value] of Object.entries(strings)) pbf.writeMessage(5, writeText, { name, value });
}

/** A `Scan` along the first axis of the scanned inputs; its body takes the carried values, then the slices. */
export function writeScan(
  scan: {
    readonly carried: readonly string[];
    readonly scanned: readonly string[];
    readonly outputs: readonly string[];
    readonly body: (pbf: PbfWriter) => void;
  },
  pbf: PbfWriter,
): void {
  for (const input of [...scan.carried, ...scan.scanned]) pbf.writeStringField(1, input);
  for (const output of scan.outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(4, 'Scan');
  pbf.writeMessage(5, writeInts, { name: 'num_scan_inputs', value: scan.scanned.length });
  pbf.writeMessage(5, writeSubgraph, scan.body);
}

function writeSubgraph(body: (pbf: PbfWriter) => void, pbf: PbfWriter): void {
  pbf.writeStringField(1, 'body');
  pbf.writeMessage(6, (_: null, writer: PbfWriter) => body(writer), null);
  pbf.writeVarintField(20, 5);
}

function writeInts({ name, value }: { name: string; value: number | readonly number[] }, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') pbf.writeVarintField(3, value);
  else for (const item of value) pbf.writeVarintField(8, item);
  pbf.writeVarintField(20, typeof value === 'number' ? 2 : 7);
}

function writeFloat({ name, value }: { name: string; value: number }, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeFloatField(2, value);
  pbf.writeVarintField(20, 1);
}

function writeText({ name, value }: { name: string; value: string }, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeStringField(4, value);
  pbf.writeVarintField(20, 3);
}

export function writeTensor(
  tensor: {
    readonly name: string;
    readonly type: number;
    readonly shape: readonly number[];
    readonly bytes: Uint8Array;
  },
  pbf: PbfWriter,
): void {
  for (const length of tensor.shape) pbf.writeVarintField(1, length);
  pbf.writeVarintField(2, tensor.type);
  pbf.writeStringField(8, tensor.name);
  pbf.writeBytesField(9, tensor.bytes);
}

export function writeValueInfo({ name, type, shape }: ValueInfo, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, writeType, { type, shape });
}

function writeType(type: Omit<ValueInfo, 'name'>, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, type);
}

function writeTensorType({ type, shape }: Omit<ValueInfo, 'name'>, pbf: PbfWriter): void {
  pbf.writeVarintField(1, type);
  pbf.writeMessage(2, writeShape, shape);
}

function writeShape(shape: readonly (number | string)[], pbf: PbfWriter): void {
  for (const length of shape) pbf.writeMessage(1, writeDimension, length);
}

function writeDimension(length: number | string, pbf: PbfWriter): void {
  if (typeof length === 'number') pbf.writeVarintField(1, length);
  else pbf.writeStringField(2, length);
}
