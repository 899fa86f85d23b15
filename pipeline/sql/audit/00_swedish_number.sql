-- A number as these documents print it: spaces between thousands, a comma before decimals.
CREATE OR REPLACE TEMP MACRO swedish_number(number, decimals) AS
replace(replace(format('{:,.{}f}', number::DOUBLE, decimals::INTEGER), ',', ' '), '.', ',')
