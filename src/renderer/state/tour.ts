import type { ViewName } from './route.ts';

/** A step of the tour: what is pointed at, and what it is. */
export type TourStep = {
  readonly title: string;
  readonly text: string;
  /** The view that it is in; null: any. */
  readonly view: ViewName | null;
  /** Selector of the part that is pointed at. */
  readonly part: string;
};

export const tourSteps: readonly TourStep[] = [
  {
    title: 'The headline',
    text: 'What all accounts hold and need, how near the worst is to a call, what netting saves, and what the book could lose. Each figure is a button that answers “why?” with its own calculation.',
    view: 'overview',
    part: '.headline',
  },
  {
    title: 'The views',
    text: 'Digits 1 to 9 go from view to view: exposures, margin, correlation, risk, stress, the market, warnings.',
    view: 'overview',
    part: '.nav',
  },
  {
    title: 'Margin, account by account',
    text: 'What each venue demands beside what the house needs, never added together. Choose an account to see what breaks it, and what to do about it.',
    view: 'margin',
    part: '.main',
  },
  {
    title: 'Your own book',
    text: 'Drop the exports of your venues here. Every row gets a verdict before anything is kept, and an import is one undo step.',
    view: 'import',
    part: '.main',
  },
  {
    title: 'Then, now, and help',
    text: 'Past shows the whole desk as of any day that the store knows. What changed says why figures moved. Help explains every measure, and starts this tour again.',
    view: null,
    part: '.bar',
  },
];
