/**
 * The `count` smallest of some numbers, in rising order, without sorting the others: Hoare's selection with the
 * median of three, so that rising and falling orders are no worse than any other.
 *
 * @param values none NaN
 * @param count at most `values.length`
 * @see Hoare, "Algorithm 65: find", Communications of the ACM 4 (1961)
 */
export function smallest(values: Float64Array, count: number): Float64Array {
  if (count >= values.length) return values.toSorted();
  const of = values.slice();
  const last = count - 1;
  let low = 0;
  let high = of.length - 1;
  while (low < high) {
    const pivot = medianOfThree(of[low]!, of[(low + high) >> 1]!, of[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (of[i]! < pivot) i++;
      while (of[j]! > pivot) j--;
      if (i > j) break;
      const swapped = of[i]!;
      of[i] = of[j]!;
      of[j] = swapped;
      i++;
      j--;
    }
    if (last <= j) high = j;
    else if (last >= i) low = i;
    else break;
  }
  return of.subarray(0, count).toSorted();
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
