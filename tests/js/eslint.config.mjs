// What the runtime and its tests are held to: ESLint's recommended rules, and the few that the linker and the readers need.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["koryo_geo/js/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly" } },
    rules: {
      "max-len": ["error", 120],
      "no-shadow": "error",
      "prefer-const": "error",
      "no-var": "error",
      eqeqeq: "error"
    }
  },
  { files: ["tests/js/**/*.mjs"], languageOptions: { globals: { ...globals.node, document: "readonly" } } }
];
