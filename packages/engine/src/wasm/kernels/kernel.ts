import type { Value } from '../../graph/graph.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import type { HostFunctions } from '../vector/vectors.ts';

/** What a kernel writes with. */
export interface Writing {
  readonly code: FunctionCode;
  readonly hosts: HostFunctions;
  /** Where a value's numbers stand, row-major, four bytes each. */
  addressOf(value: Value): Address;
  /** Memory that is free for this kernel alone. */
  scratch(numbers: number): Address;
}

/** A piece of the step that reads values from memory and writes values to memory. */
export interface Kernel {
  readonly reads: readonly Value[];
  readonly writes: readonly Value[];
  write(writing: Writing): void;
}
