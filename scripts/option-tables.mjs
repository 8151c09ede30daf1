// Writes the tables of options in the documents out of the types that declare them: npm run docs
//
//   <!-- options: packages/distill/src/distill-options.ts DistillOptions -->
//   (the table)
//   <!-- /options -->

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { documents } from './check-examples.mjs';
import { formatDocument } from './format-document.mjs';
import { markdownTable } from './markdown-table.mjs';

const BLOCK = /(<!-- options: (\S+) (\w+) -->\n).*?(\n<!-- \/options -->)/gs;

/** The document with every table of options as the types have it now. */
export function withOptionTables(root, markdown) {
  return markdown.replace(BLOCK, (_, open, path, name, close) => `${open}\n${optionTable(root, path, name)}\n${close}`);
}

/**
 * A table of the properties of an interface, inherited ones included.
 * @param {string} root the folder that `path` is named from
 */
export function optionTable(root, path, name) {
  const file = resolve(root, path);
  const program = ts.createProgram([file], compilerOptions(root));
  const checker = program.getTypeChecker();
  const declared = program
    .getSourceFile(file)
    ?.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (declared === undefined) throw new Error(`${path} declares no interface ${name}`);
  const rows = checker
    .getTypeAtLocation(declared)
    .getProperties()
    .map((property) => {
      const text = ts.displayPartsToString(property.getDocumentationComment(checker)).replace(/\s+/g, ' ');
      if (text === '') throw new Error(`${path}: ${name}.${property.name} says nothing about itself`);
      return [`\`${property.name}\``, `\`${typeText(property)}\``, text].map((cell) => cell.replaceAll('|', '\\|'));
    });
  return markdownTable(['option', 'type', 'what it does'], rows);
}

/** The type as the source has it: what the compiler makes of it is longer. */
function typeText({ declarations: [declaration] }) {
  if (!ts.isMethodSignature(declaration)) return declaration.type.getText();
  return declaration.getText().replace(declaration.name.getText(), '').replace(/^\?/, '').replace(/;$/, '');
}

function compilerOptions(root) {
  const config = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile).config;
  return ts.parseJsonConfigFileContent(config, ts.sys, root).options;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const path of documents(root)) {
    const markdown = readFileSync(join(root, path), 'utf8');
    const written = withOptionTables(root, markdown);
    if (written === markdown) continue;
    writeFileSync(join(root, path), written);
    formatDocument(root, path);
  }
}
