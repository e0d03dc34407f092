import type { Kernel } from './kernel.ts';
import { typescriptKernel } from './typescript-kernel.ts';
import { wasmKernel } from './wasm-kernel.ts';
import { relaxedCode } from './wasm/relaxed.ts';
import { strictCode } from './wasm/strict.ts';

/** Once compiled, for all; the oracle where the host cannot run it. */
function kernelOnce(name: string, code: string, otherwise: () => Kernel): () => Kernel {
  let kernel: Kernel | null = null;
  return () => {
    if (kernel === null) {
      const found = wasmKernel(name, code);
      kernel = found.ok ? found.value : otherwise();
    }
    return kernel;
  };
}

/** What every figure that is shown or kept is priced with. */
export const strictKernel: () => Kernel = kernelOnce('strict', strictCode, () => typescriptKernel);

/**
 * With fused multiply-add: faster, and its last bits may differ from machine to machine. For previews; the
 * strict one where the host cannot run it.
 */
export const relaxedKernel: () => Kernel = kernelOnce('relaxed', relaxedCode, strictKernel);
