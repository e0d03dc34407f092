import { statements } from './001-statements.ts';
import { history } from './002-history.ts';
import { forecasts } from './003-forecasts.ts';
import { recordings } from './004-recordings.ts';
import { warnings } from './005-warnings.ts';
import type { Migration } from './migration.ts';

/** All steps in order; the last is the shape that this version reads and writes. */
export const migrations: readonly Migration[] = [
  statements,
  history,
  forecasts,
  recordings,
  warnings,
];
