/** `npm run kernel`: compiles the revaluation kernel and writes its modules. */
import { writeFileSync } from 'node:fs';
import { codeFile, kernelBuilds, kernelCode } from './kernel-code.ts';

for (const build of kernelBuilds) writeFileSync(codeFile(build), kernelCode(build));
