import { expect, test } from 'vitest';
import { run } from '../../../src/engine/run.ts';
import { failure } from '../../../src/engine/values/outcome.ts';
import { amount } from '../../../src/engine/values/units.ts';
import { reportForms } from '../../../src/main/reports/forms.ts';
import { aRiskInput } from '../../support/risk-input.ts';

test('a spreadsheet form says of an incomplete total what the text form says', () => {
  const whole = run(aRiskInput());
  const equity = {
    amount: amount(1000),
    lacking: [failure('missing-field', 'no rate of XYZ'), failure('missing-field', 'no mark')],
  };
  const lines = reportForms
    .csv({ ...whole, overview: { ...whole.overview, equity } })
    .split('\r\n');
  expect(lines).toContain('Figure,Value,Remarks');
  expect(lines).toContain('Equity,1000,"Value: incomplete, lacks 2"');
  const { worstStress } = whole.overview;
  if (worstStress === null) throw new Error('no worst stress');
  expect(lines.find((line) => line.startsWith('Worst stress,'))).toContain(worstStress.label);
});
