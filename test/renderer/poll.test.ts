import { beforeEach, describe, expect, it } from 'vitest';
import { poll } from '../../src/renderer/state/poll.ts';

type Question = {
  readonly answer: (value: number) => void;
  readonly refuse: (reason: Error) => void;
};

let questions: Question[];
let waiting: { readonly milliseconds: number; readonly step: () => void }[];
let taken: number[];
let refused: unknown[];
let isSeen: boolean;

beforeEach(() => {
  questions = [];
  waiting = [];
  taken = [];
  refused = [];
  isSeen = true;
});

const begin = (): (() => void) =>
  poll<number>({
    ask: () => {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      questions.push({ answer: resolve, refuse: reject });
      return promise;
    },
    take: (value) => taken.push(value),
    refuse: (reason) => refused.push(reason),
    isSeen: () => isSeen,
    every: 500,
    after: (milliseconds, step) => {
      const one = { milliseconds, step };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  });

/** Lets every promise that is settled be heard, then time pass until the next step. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));
function pass(): void {
  for (const { step } of waiting.splice(0)) step();
}

describe('what is asked again and again', () => {
  it('is asked at once, and again so long after the answer', async () => {
    begin();
    expect(questions).toHaveLength(1);
    questions[0]?.answer(1);
    await settled();
    expect(taken).toEqual([1]);
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([500]);
    pass();
    expect(questions).toHaveLength(2);
  });

  it('is never asked while a question is open, however long that is', async () => {
    begin();
    await settled();
    pass();
    pass();
    expect(questions).toHaveLength(1);
    expect(waiting).toEqual([]);
  });

  it('is asked again after a refusal, which is told', async () => {
    begin();
    questions[0]?.refuse(new Error('no'));
    await settled();
    expect(refused).toEqual([new Error('no')]);
    pass();
    questions[1]?.answer(2);
    await settled();
    expect(taken).toEqual([2]);
  });

  it('is not asked while nobody looks, and is as soon as somebody does', async () => {
    isSeen = false;
    begin();
    pass();
    pass();
    expect(questions).toEqual([]);
    isSeen = true;
    pass();
    expect(questions).toHaveLength(1);
  });

  it('is not asked after its end, and an answer that comes then is dropped', async () => {
    const end = begin();
    end();
    questions[0]?.answer(3);
    await settled();
    expect(taken).toEqual([]);
    expect(waiting).toEqual([]);
    const endSecond = begin();
    questions[1]?.answer(4);
    await settled();
    endSecond();
    expect(waiting).toEqual([]);
  });
});
