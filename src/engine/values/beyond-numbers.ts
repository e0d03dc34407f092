/** A figure has no value, because numbers of the input are too large or too small. */
export class BeyondNumbers extends RangeError {}
