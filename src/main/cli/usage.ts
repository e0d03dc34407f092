export const usage = `usage: npm run --silent crossguard -- COMMAND

  start [--store FILE [--read-only]]      the workstation on a store, or on the sample book
  serve [--port N] [--store FILE [--read-only]]   the browser host alone; prints the one-time link
  import FILE... --store FILE [--account NAME] [--format ID] [--mapping FILE] [--dry-run] [--json]
  report [--store FILE] [--as-of INSTANT] [--out FILE.html|.pdf|.xlsx|.csv|.json] [--json]
  margin --model ID [--parameters FILE] [--json] < portfolio.json
  optimise [--store FILE] [--wish FILE] [--json]
  risk [--store FILE] [--venue V] [--account ID] [--underlying U] [--json]
  correlation [--store FILE] [--model ID] [--window N] [--against ID] [--worth] [--pair A,B] [--edit A,B=0.2] [--json]
  backtest [--store FILE] [--venue V] [--account ID] [--underlying U] [--book dated] [--json]
  backtest --margin [--store FILE] [--account ID] [--json]
  forecast [--store FILE] [--json]        volatility, margin ratios, chances of a call; records and scores
  measure [--json] < request.json
  price [--json] < cases.json
  calls [--liquidation | --remedies] [--store FILE] [--account ID] [--json]
  collateral [--store FILE] [--falls 0.05,0.2] [--json]
  stress [--store FILE] [--scenario ID | --reverse | --cascade BTC=-0.3] [--json]
  changes --store FILE --from INSTANT [--to INSTANT] [--json]
  dynamic [--store FILE] [--every DAYS] [--json]
  surface FILE... [--as-of INSTANT] [--json]   volatility surfaces of option chains
  conformance [--model ID] [--json]       published margin figures beside ours
  costs --store FILE [--set COSTS.json]   what moving collateral and trading cost
  costs --table [--store FILE] [--json]   yours and the tabled costs of moving assets on chains, with sources
  terms --store FILE [--set TERMS.json]   your own terms for collateral
  history --store FILE [--set RULES.json] what is done about short price histories
  scenarios --store FILE [--set FILE]     your own stress scenarios
  house --store FILE [--set POLICY.json]  the policy by which the house margins its netted book
  replay --venue ID FILE... [--depth N] [--until INSTANT] [--events] [--json]   recorded feeds
  replay --store FILE [--venue ID] [--from INSTANT] [--to INSTANT] [--json]   what the store recorded
  market list|export|import|policy --store FILE [--out FILE] [--frames] [--venue ID]   what is recorded of markets
  oracle --url URL... [--hermes URL] [--key @FILE] [--asset A] [--json]   prices of Chainlink and Pyth
  gas --url URL [--store FILE] [--units N] [--json]   what gas costs, now and at quantiles of its history
  warnings --store FILE [--history] [--json]   open warnings, and what was done about them
  store check|backup|restore --store FILE [--to FILE] [--from FILE] [--json]

exit code: 0 done, 2 done with rows or figures left out (each listed), 1 not done
`;
