import i18next from 'eslint-plugin-i18next';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Attributes whose words somebody sees or hears.
const spoken = [
  'aria-.*label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
  'label',
  'description',
  'heading',
  'lead',
  'confirm',
  'stay',
  'children',
  'error',
  'nothingFoundMessage',
];

const askedTooEarly = {
  selector: "CallExpression[callee.name='t']:not(:function CallExpression)",
  message: 'The language may change: ask for the sentence where it is shown.',
};
const sentence = {
  selector: 'Literal[value=/^[A-Z¿¡][^<>]*\\p{Ll} \\p{Ll}/u]',
  message: 'A sentence belongs into src/words.',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.vite', 'src/api/described.ts'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, reactHooks.configs['recommended-latest']],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', askedTooEarly],
    },
  },
  {
    // Words stand in src/words alone: what a component says is asked for with t().
    files: ['src/**/*.tsx'],
    plugins: { i18next },
    rules: {
      'i18next/no-literal-string': [
        'error',
        {
          mode: 'jsx-only',
          'jsx-attributes': { include: spoken },
          words: { exclude: ['^[^A-Za-z]*$'] },
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/words/**', 'src/**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', askedTooEarly, sentence] },
  },
);
