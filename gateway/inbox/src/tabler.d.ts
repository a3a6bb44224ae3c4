// The package has types for its index only.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  const icon: import('./icons').IconComponent;
  export default icon;
}
