import { stressSchema } from '../../parameters/stress.ts';
import { scenarioDocuments, setScenarios } from '../../workstation/stress-scenarios.ts';
import { storedDocumentCommand } from '../stored-document.ts';

const usage = `crossguard scenarios --store FILE [--set SCENARIOS.json]
       crossguard scenarios --schema

prints your own stress scenarios, or sets others; one with the id of a scenario of the library
replaces it; --schema prints the JSON schema of such a list`;

/** `scenarios`: the user's own stress scenarios, as a store keeps them. */
export const run = async (args: readonly string[]): Promise<number> =>
  storedDocumentCommand(
    { usage, schema: stressSchema, read: scenarioDocuments, set: setScenarios },
    args,
  );
