// Redoc on our own document, in our letters and colours; its default fonts are another host's.
const dark = matchMedia("(prefers-color-scheme: dark)");
const site = getComputedStyle(document.documentElement);
const ours = (name) => site.getPropertyValue(`--${name}`).trim();
const accent = { color: ours("accent") };

const theme = {
  colors: {
    primary: { main: "#1f7a5e" },
    success: { main: dark.matches ? "#6fcf97" : "#1d7a3a" },
    error: { main: dark.matches ? "#ff8a80" : "#b3261e" },
    warning: { main: dark.matches ? "#f2c069" : "#8a5a00" },
    text: { primary: ours("ink"), secondary: ours("quiet") },
    border: { dark: ours("line"), light: ours("card") },
    responses: { info: { color: dark.matches ? "#7cc4e8" : "#186c8e" } },
  },
  schema: { linesColor: ours("line"), nestedBackground: ours("card") },
  typography: {
    fontSize: "16px",
    fontFamily: ours("sans"),
    headings: { fontFamily: ours("sans"), fontWeight: "600" },
    code: { fontFamily: ours("mono"), backgroundColor: ours("card"), ...accent },
    links: accent,
  },
  sidebar: { backgroundColor: ours("card"), textColor: ours("ink"), activeTextColor: accent.color },
  rightPanel: { backgroundColor: "#16211c" },
  codeBlock: { backgroundColor: "#0d1512" },
  fab: { backgroundColor: ours("card"), ...accent },
};

dark.addEventListener("change", () => location.reload()); // Redoc takes its colours once
Redoc.init(
  "/openapi.json",
  { theme, hideHostname: true, expandResponses: "200,201", requiredPropsFirst: true },
  document.getElementById("redoc"),
);
