import { z } from 'zod';
import { timsMargin, type TimsClass } from '../../../engine/margin/tims/tims.ts';
import { fail, ok } from '../../../engine/values/outcome.ts';
import { Fraction, NotNegative, Positive } from '../../parameters/numbers/scalars.ts';
import { ownModel, type OwnModel } from './own-model.ts';

const offsets = z
  .record(z.string(), Fraction)
  .default({})
  .describe('by group; a group that is not named has none');

const document = z
  .strictObject({
    currency: z.string().length(3).default('USD'),
    numbers: z.strictObject({
      rate: z.number().describe('continuous, per year'),
      pointsEachSide: z.int().min(1).max(50),
      minimum: NotNegative.describe('per unit of the multiplier'),
      productOffsets: offsets,
      portfolioOffsets: offsets,
    }),
    classes: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          down: z.number().positive().lt(1),
          up: Positive,
          productGroup: z.string().optional().describe('the class alone unless given'),
          portfolioGroup: z.string().optional().describe('the product group alone unless given'),
        }),
      )
      .min(1),
    products: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          class: z.string().min(1),
          price: Positive,
          carry: z.number().default(0).describe('yield per year'),
        }),
      )
      .min(1),
    positions: z
      .array(
        z.strictObject({
          product: z.string().min(1),
          quantity: z.number().describe('shares or contracts, long positive'),
          multiplier: Positive.default(1),
          option: z
            .strictObject({
              right: z.enum(['call', 'put']),
              strike: Positive,
              years: Positive,
              exercise: z.enum(['american', 'european']),
              price: Positive.describe('quoted'),
            })
            .nullable()
            .default(null),
        }),
      )
      .min(1),
  })
  .superRefine(({ classes, products, positions }, context) => {
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const unique = (names: readonly string[], list: string): void => {
      names.forEach((name, i) => {
        if (names.indexOf(name) < i) refuse([list, i, 'name'], `"${name}" is given twice`);
      });
    };
    const classNames = classes.map(({ name }) => name);
    const productNames = products.map(({ name }) => name);
    unique(classNames, 'classes');
    unique(productNames, 'products');
    products.forEach((one, i) => {
      if (!classNames.includes(one.class))
        refuse(['products', i, 'class'], `no class "${one.class}"`);
    });
    positions.forEach(({ product }, i) => {
      if (!productNames.includes(product)) {
        refuse(['positions', i, 'product'], `no product "${product}"`);
      }
    });
  });

type Document = z.output<typeof document>;

const nameOf = ({ product, option }: Document['positions'][number]): string =>
  option === null ? product : `${product} ${option.strike} ${option.right}`;

const classesOf = ({ classes, products, positions }: Document): readonly TimsClass[] =>
  classes.map(({ name, down, up, productGroup = name, portfolioGroup = productGroup }) => {
    const own = new Map(products.filter((one) => one.class === name).map((one) => [one.name, one]));
    return {
      name,
      down,
      up,
      productGroup,
      portfolioGroup,
      positions: positions.flatMap((position) => {
        const product = own.get(position.product);
        return product === undefined ? [] : [{ ...position, product, name: nameOf(position) }];
      }),
    };
  });

const noSuchFigure = fail('not-applicable', 'customer portfolio margin is one requirement');

/** Customer portfolio margin by theoretical revaluation, as the OCC computes it. */
export const timsModel: OwnModel = ownModel(
  'OCC TIMS, customer portfolio margin',
  document,
  (read) => {
    const { productOffsets, portfolioOffsets, ...numbers } = read.numbers;
    const found = timsMargin(
      classesOf(read),
      {
        ...numbers,
        productOffsets: new Map(Object.entries(productOffsets)),
        portfolioOffsets: new Map(Object.entries(portfolioOffsets)),
      },
      read.currency,
    );
    if (!found.ok) return found;
    return ok({
      equity: noSuchFigure,
      requirement: { initial: ok(found.value), maintenance: noSuchFigure },
      figures: { requirement: found.value.value },
    });
  },
);
