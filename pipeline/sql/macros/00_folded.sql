-- Text as find compares it: small letters, accents off but å, ä and ö kept as letters of their own, plain dashes and
-- spaces, no soft hyphens.
CREATE OR REPLACE MACRO folded(words) AS
translate(
    lower(nfc_normalize(words)),
    'áàâãéèêëíìîïóòôõúùûüýÿçñ‐‑‒–—―−' || chr(160) || chr(8239) || chr(10) || chr(9) || chr(173),
    'aaaaeeeeiiiioooouuuuyycn-------    '
)
