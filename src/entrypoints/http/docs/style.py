"""How the documentation page looks, and the hash by which its policy admits this style alone."""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --link: #0b5cad;
  --get: #0b6b3a; --post: #0b5cad; --patch: #8a5300; }
@media (prefers-color-scheme: dark) {
  :root { --link: #7db8f5; --get: #6fd39b; --post: #7db8f5; --patch: #f0b35a; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid;
  grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem;
  border-right: 1px solid var(--line); font-size: .875rem; }
nav ul { list-style: none; margin: 0 0 .75rem; padding: 0; }
main { padding: 1.5rem 2rem 4rem; max-width: 62rem; }
a { color: var(--link); }
nav a { text-decoration: none; }
h1 { margin-top: 0; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin-bottom: .25rem; }
h4 { margin: 1rem 0 .25rem; font-size: .875rem; }
article { margin: 1.5rem 0; padding: .25rem 1rem 1rem; border: 1px solid var(--line);
  border-radius: .5rem; }
code, pre { font: .875em ui-monospace, monospace; }
pre { background: var(--soft); padding: .75rem; border-radius: .375rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid var(--line); }
.method { font-weight: 700; }
.get { color: var(--get); } .post { color: var(--post); } .patch { color: var(--patch); }
@media (max-width: 50rem) { body { display: block; }
  nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
"""

STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
