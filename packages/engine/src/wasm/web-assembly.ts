/** The part of the platform's WebAssembly that the engine uses; types of a browser's or of Node's library would tie the package to it. */
interface Platform {
  readonly Memory: new (limits: { readonly initial: number }) => WasmMemory;
  readonly RuntimeError: new (message?: string) => Error;
  instantiate(
    module: Uint8Array<ArrayBuffer>,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly instance: { readonly exports: Readonly<Record<string, unknown>> } }>;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  /** @throws RangeError where there is no room for so many pages more */
  grow(pages: number): number;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: Platform }).WebAssembly;
