/** A positive, strictly monotone function of a positive x. */
export type MonotoneFunction = {
  readonly value: (x: number) => number;
  /** d ln value ÷ d ln x. */
  readonly elasticity: (x: number, value: number) => number;
  readonly direction: 'rising' | 'falling';
};

/**
 * The positive x at which the function has the value `target`.
 *
 * Newton's method on ln value as a function of ln x, where power laws and tails are straight lines;
 * steps that leave the known bracket are halved instead.
 *
 * @param target positive, within the function's range
 * @param guess positive
 */
export function monotoneInverse(
  { value, elasticity, direction }: MonotoneFunction,
  target: number,
  guess: number,
): number {
  const logTarget = Math.log(target);
  let low = -745;
  let high = 709;
  let u = Math.log(guess);
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(u);
    const y = value(x);
    const excess = Math.log(y) - logTarget;
    if (excess === 0) return x;
    if (excess > 0 === (direction === 'rising')) high = u;
    else low = u;
    const newton = u - excess / elasticity(x, y);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - u) <= 2e-16 * Math.max(1, Math.abs(u))) return Math.exp(next);
    u = next;
  }
  return Math.exp(u);
}
