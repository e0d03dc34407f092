import { z } from 'zod';
import { asset, type Asset } from '../../engine/values/ids.ts';

/** An asset's code, made capital. */
export const AssetCode: z.ZodType<Asset, string> = z
  .string()
  .regex(/^[A-Za-z0-9.]{1,16}$/)
  .transform(asset);

/** The day on which a source was read, `2026-11-27`. */
export const Day: z.ZodType<string> = z.iso.date();

/** Where a fact was read. */
export const SourceUrl: z.ZodType<string> = z.url({ protocol: /^https$/ }).max(400);

/** Identifier of a chain, EIP-155. */
export const ChainId: z.ZodType<number> = z.int().positive();

export const ChainTitle: z.ZodType<string> = z.string().regex(/^[A-Za-z0-9 -]{1,40}$/);
