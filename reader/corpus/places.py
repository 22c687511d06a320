"""The names of countries: a dateline in ordinary letters, `Kosti, Sudan –`, is known by its country."""

from __future__ import annotations

_NAMES = """
    Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|
    Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|
    Bosnia and Herzegovina|Botswana|Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|
    Canada|Cape Verde|Central African Republic|Chad|Chile|China|Colombia|Comoros|Congo|
    Democratic Republic of the Congo|DR Congo|DRC|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|
    Denmark|Djibouti|Dominica|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|Equatorial Guinea|
    Eritrea|Estonia|Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Gaza|Gaza Strip|Georgia|Germany|
    Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guinea-Bissau|Guyana|Haiti|Honduras|Hong Kong|
    Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|Japan|Jordan|
    Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|
    Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|
    Mauritius|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nepal|
    Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|North Macedonia|Northern Ireland|Norway|
    Oman|Pakistan|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|
    Puerto Rico|Qatar|Romania|Russia|Rwanda|Samoa|Saudi Arabia|Scotland|Senegal|Serbia|Seychelles|
    Sierra Leone|Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|Somaliland|South Africa|
    South Korea|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden|Switzerland|Syria|Taiwan|Tajikistan|
    Tanzania|Thailand|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Turkiye|Türkiye|Turkmenistan|Uganda|
    UK|Ukraine|United Arab Emirates|UAE|United Kingdom|United States|USA|US|U.S.|Uruguay|Uzbekistan|
    Vanuatu|Venezuela|Vietnam|Wales|England|West Bank|Occupied West Bank|occupied West Bank|
    Occupied East Jerusalem|Western Sahara|Yemen|Zambia|Zimbabwe|California|Texas|Florida|New York
    """
COUNTRIES = frozenset(name.strip().casefold() for name in _NAMES.replace("\n", "").split("|"))


def is_country(name: str) -> bool:
    """Whether this is the English name of a country or of a part of one that datelines name."""
    return name.strip().casefold() in COUNTRIES
