// The linker of koryo_geo/html/linker.py reads modules by a few regular expressions; here a real parser looks at what it
// made. tests/test_javascript.py writes the scripts, and the list of their modules, into the folder KORYO_LINKED.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const folder = process.env.KORYO_LINKED;
const tools = await Promise.all([import("espree"), import("globals")]).catch(() => null);
const skip = !folder ? "run by tests/test_javascript.py" : tools ? false : "npm ci in tests/js installs the parser";
const [espree, globals] = tools || [];
const pages = folder ? JSON.parse(readFileSync(join(folder, "modules.json"), "utf8")) : {};
const LATEST = { ecmaVersion: "latest", range: true, tokens: true };

const moduleAt = (path) => readFileSync(new URL("../../koryo_geo/js/" + path, import.meta.url), "utf8");
const parse = (text, sourceType) => espree.parse(text, { ...LATEST, sourceType });
const words = (tokens, [from, to]) =>
  tokens.filter(({ range }) => range[0] >= from && range[1] <= to).map((t) => t.value);

// The tokens of a module without its imports and the word export.
function bare(path) {
  const { body, tokens } = parse(moduleAt(path), "module");
  const kept = body.map((node) => (node.type === "ExportNamedDeclaration" ? node.declaration : node));
  return kept.filter((node) => node && node.type !== "ImportDeclaration").flatMap(({ range }) => words(tokens, range));
}

function declared(path) {
  const { body } = parse(moduleAt(path), "module");
  const nodes = body.map((node) => node.declaration || node).filter(({ type }) => /Declaration$/.test(type));
  return nodes.flatMap((node) => (node.declarations || [node]).map(({ id }) => id?.name)).filter(Boolean);
}

test("a linked script has the tokens of its modules, all and in order", { skip }, () => {
  for (const [name, paths] of Object.entries(pages)) {
    const text = readFileSync(join(folder, name), "utf8");
    const { body, tokens } = parse(text, "script");
    const inside = body[0].expression.callee.body.body.filter((node) => node.directive !== "use strict");
    const code = inside.filter(({ range }) => !text.slice(...range).startsWith("window.koryo = {"));
    assert.deepEqual(
      code.flatMap(({ range }) => words(tokens, range)),
      paths.flatMap(bare),
      name
    );
  }
});

test("no comment of the source is left in a linked script", { skip }, () => {
  for (const name of Object.keys(pages)) {
    const { comments } = espree.parse(readFileSync(join(folder, name), "utf8"), { ...LATEST, comment: true });
    assert.equal(comments.length, 1, name);
  }
});

test("no two modules declare one name, and none hides a name of the browser", { skip }, () => {
  for (const paths of Object.values(pages)) {
    const names = paths.flatMap(declared);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      []
    );
    assert.deepEqual(
      names.filter((name) => name in globals.default.browser),
      []
    );
  }
});
