import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  ValidationModule,
  provideGlobalGridOptions,
  themeQuartz,
} from 'ag-grid-community';

/** The grid in the window's own colours: the style sheet's variables, so themes need no second set. */
const theme = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--ground)',
  borderColor: 'var(--hairline)',
  borderRadius: 0,
  browserColorScheme: 'inherit',
  cellHorizontalPadding: 8,
  cellTextColor: 'var(--text)',
  columnBorder: false,
  fontFamily: 'inherit',
  fontSize: 12.5,
  foregroundColor: 'var(--text)',
  headerBackgroundColor: 'var(--ground)',
  headerFontSize: 11,
  headerFontWeight: 400,
  headerHeight: 36,
  headerTextColor: 'var(--quiet)',
  oddRowBackgroundColor: 'var(--ground)',
  rowBorder: true,
  rowHeight: 24,
  rowHoverColor: 'var(--raised)',
  selectedRowBackgroundColor: 'var(--accent-ground)',
  spacing: 4,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});

/** Once, before the first grid: the modules in use, the look, and the page's style nonce. */
export function setUpGrids(): void {
  ModuleRegistry.registerModules([
    CellStyleModule,
    ClientSideRowModelApiModule,
    ClientSideRowModelModule,
    ColumnApiModule,
    ColumnAutoSizeModule,
    EventApiModule,
    PinnedRowModule,
    RenderApiModule,
    RowApiModule,
    RowStyleModule,
    ScrollApiModule,
    TooltipModule,
    ...(import.meta.env.DEV ? [ValidationModule] : []),
  ]);
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  provideGlobalGridOptions({ theme, styleNonce: nonce });
}
