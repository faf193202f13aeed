import type { FunctionCode } from './function-code.ts';
import { pushUnsigned } from './leb128.ts';

/** A function of a module: its number of i32 parameters (it returns nothing) and its code. */
export interface ModuleFunction {
  readonly parameters: number;
  readonly code: FunctionCode;
}

const I32 = 0x7f;
const F64 = 0x7c;

/** Names of what a module imports and exports. */
export const moduleNames = { host: 'host', memory: 'memory', run: 'run' };

/**
 * A module that imports a memory and functions of one or two float64 (Math's, by name), and exports its last function as `run`.
 * @param hosts - imported functions, numbered 0, 1, ... in calls; the module's own follow
 */
export function encodeModule(
  hosts: readonly { readonly name: string; readonly operands: number }[],
  functions: readonly ModuleFunction[],
): Uint8Array<ArrayBuffer> {
  const bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const section = (id: number, entries: readonly (readonly number[])[]): void => {
    const content: number[] = [];
    pushUnsigned(content, entries.length);
    for (const entry of entries) for (const byte of entry) content.push(byte);
    bytes.push(id);
    pushUnsigned(bytes, content.length);
    for (const byte of content) bytes.push(byte);
  };
  const sized = (content: readonly number[]): number[] => {
    const entry: number[] = [];
    pushUnsigned(entry, content.length);
    for (const byte of content) entry.push(byte);
    return entry;
  };
  const name = (text: string): number[] => sized([...new TextEncoder().encode(text)]);
  const unsigned = (value: number): number[] => {
    const entry: number[] = [];
    pushUnsigned(entry, value);
    return entry;
  };

  const types = [
    ...hosts.map(({ operands }) => [0x60, operands, ...new Array(operands).fill(F64), 1, F64]),
    ...functions.map(({ parameters }) => [0x60, ...unsigned(parameters), ...new Array(parameters).fill(I32), 0]),
  ];
  section(1, types);
  section(2, [
    [...name(moduleNames.host), ...name(moduleNames.memory), 0x02, 0x00, 0x01],
    ...hosts.map((host, k) => [...name(moduleNames.host), ...name(host.name), 0x00, ...unsigned(k)]),
  ]);
  section(
    3,
    functions.map((_, k) => unsigned(hosts.length + k)),
  );
  section(7, [[...name(moduleNames.run), 0x00, ...unsigned(hosts.length + functions.length - 1)]]);
  section(
    10,
    functions.map(({ code }) => sized(code.encode())),
  );
  return Uint8Array.from(bytes);
}
