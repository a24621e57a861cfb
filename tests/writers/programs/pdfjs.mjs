// node pdfjs.mjs path/to/pdf.mjs FILE… → [{file, pages, text, said}]: what pdf.js reads of each, and what it warns of.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...files] = process.argv.slice(2);
let said = [];
console.log = console.warn = (...words) => said.push(words.join(" "));
const { getDocument, VerbosityLevel } = await import(pathToFileURL(library));
// What it misses of Node, not of the file.
said = [];
const found = [];
for (const file of files) {
  said = [];
  let pages = 0;
  const text = [];
  try {
    const data = new Uint8Array(readFileSync(file));
    const document = await getDocument({ data, verbosity: VerbosityLevel.WARNINGS, useSystemFonts: false, disableFontFace: true }).promise;
    pages = document.numPages;
    for (let number = 1; number <= pages; number++) {
      const page = await document.getPage(number);
      text.push((await page.getTextContent()).items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
      await page.getOperatorList();
    }
    await document.destroy();
  } catch (error) {
    said.push(String(error));
  }
  found.push({ file, pages, text: text.join("\n"), said: said.join("\n") });
}
process.stdout.write(JSON.stringify(found));
