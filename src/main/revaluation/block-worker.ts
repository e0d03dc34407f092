/** A worker thread that prices blocks of the jobs it is sent. */
import { parentPort } from 'node:worker_threads';
import { strictKernel } from '../../engine/revaluation/kernel/kernels.ts';
import { Slot, told, workOn, type Job } from './job.ts';

parentPort?.on('message', (job: Job) => {
  try {
    workOn(job, strictKernel());
  } catch {
    // Whoever waits prices the whole book itself, and meets the same error where it can be told.
    told(job.control, Slot.failed);
  }
});
