// node published.mjs MODULES SCHEMA CASES [DOCUMENT...]: does SCHEMA, of draft 2020-12, take what is good in CASES and
// every DOCUMENT, and refuse what is bad? Says which it does not, and exits with 1.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, schema, cases, ...documents] = process.argv.slice(2).map((path) => resolve(path));
const { default: Ajv } = createRequire(`${modules}/`)("ajv/dist/2020");
const read = (path) => JSON.parse(readFileSync(path));
// Not strict: keywords of our own, x-…, say nothing to others.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validate = ajv.compile(read(schema));
let wrong = 0;

const check = (name, value, isGood) => {
  if (validate(value) === isGood) return;
  console.log(`${name}: ${isGood ? ajv.errorsText(validate.errors) : "is taken"}`);
  wrong++;
};

const { good, bad } = read(cases);
for (const [name, value] of Object.entries(good)) check(name, value, true);
for (const [name, value] of Object.entries(bad)) check(name, value, false);
for (const path of documents) check(path, read(path), true);
process.exit(wrong ? 1 : 0);
