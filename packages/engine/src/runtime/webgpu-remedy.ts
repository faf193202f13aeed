/** What to do where there is no device for WebGPU. */
export const WEBGPU_REMEDY =
  "install a Vulkan driver of the GPU (Debian: apt-get install libvulkan1 mesa-vulkan-drivers, or NVIDIA's); without a GPU see SwiftShader in docs/engines.md";
