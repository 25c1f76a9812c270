// node sarif.mjs MODULES FILE: is FILE valid by the schema of SARIF 2.1.0? Says where not, and exits with 1.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, file] = process.argv.slice(2).map((path) => resolve(path));
const { default: Ajv } = createRequire(`${modules}/`)("ajv-draft-04");
const schema = `${modules}/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json`;
// One of the schema's patterns is none where `u` is set, and uri is checked by a package of its own.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateFormats: false });
const validate = ajv.compile(JSON.parse(readFileSync(schema)));
if (!validate(JSON.parse(readFileSync(file)))) {
  for (const error of validate.errors) console.log(`${error.instancePath}: ${error.message}`);
  process.exit(1);
}
