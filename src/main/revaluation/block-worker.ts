/** A worker thread that prices blocks of the jobs it is sent. */
import { parentPort } from 'node:worker_threads';
import { strictKernel } from '../../engine/revaluation/kernel/kernels.ts';
import { Slot, workOn, type Job } from './job.ts';

parentPort?.on('message', (job: Job) => {
  try {
    workOn(job, strictKernel());
  } catch {
    // Whoever waits prices the whole book itself, and meets the same error where it can be told.
    Atomics.store(job.control, Slot.failed, 1);
    Atomics.notify(job.control, Slot.done);
  }
});
