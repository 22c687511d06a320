"""Who news comes from: the names of agencies and picture desks that bylines, credits and datelines carry."""

from __future__ import annotations

import re

_WIRES = """
    Reuters|Thomson Reuters|AP|Associated Press|The Associated Press|AFP|Agence France-Presse|dpa|DPA|
    EFE|ANSA|Xinhua|TASS|ITAR-TASS|Interfax|Interfax-Ukraine|RIA|RIA Novosti|Sputnik|Ukrinform|UNIAN|
    Kyodo|Kyodo News|Jiji|Yonhap|UPI|PTI|ANI|IANS|Bernama|Antara|Anadolu|Anadolu Agency|AA|PA|PA Media|
    AAP|CP|The Canadian Press|Canadian Press|APA|Belga|ANP|TT|NTB|Ritzau|Lehtikuva|STT|CTK|ČTK|MTI|PAP|
    Tanjug|Hina|Agerpres|BTA|LUSA|Lusa|Keystone|Keystone-SDA|Bloomberg|Bloomberg News|CNN|BBC|BBC News|
    NPR|VOA|RFE/RL|Al Jazeera|Business Wire|BUSINESS WIRE|PRNewswire|PR Newswire|GLOBE NEWSWIRE|
    GlobeNewswire|ACCESSWIRE|MENA|WAM|SPA|IRNA|SANA|KCNA|Dow Jones|MarketWatch|CNBC|Рейтер|
    Reuters Health|ТАСС|РИА Новости|Интерфакс|Укринформ|Укрінформ|УНИАН|УНІАН|
    新华社|路透社|法新社|ロイター|رويترز|
    أ ف ب|د ب أ|CNA|Focus Taiwan|SID|KNA|epd|AP News|States Newsroom|ProPublica|KFF Health News|
    The Conversation
    """
_DESKS = """
    EPA|EPA-EFE|EPA/EFE|Getty|Getty Images|GETTY IMAGES|AFP/Getty Images|NurPhoto|ZUMA|ZUMA Press|
    Shutterstock|Alamy|Alamy Stock Photo|Rex|REX|SOPA|SOPA Images|Imago|IMAGO|imago|picture alliance|
    Pool|POOL|Handout|HANDOUT|WPA|VCG|Maxar|Maxar Technologies|Planet Labs|Planet Labs PBC|SIPA|Sipa|
    Sipa USA|Abaca|ABACA|Polaris|Redux|Magnum|Magnum Photos|iStock|Unsplash|Wikimedia Commons|Flickr|
    Corbis|LightRocket|MediaNews Group|Press Association|AP Photo|TNS|Tribune News Service|Scanpix|
    Scanpix/AFP|CQ-Roll Call|AA/Getty Images|BELGA|Bildbyran|Panos|Barcroft
    """
_OUTLETS = """
    The Guardian|Guardian|The New York Times|New York Times|The Washington Post|Washington Post|
    The Times|Financial Times|The Wall Street Journal|Wall Street Journal|Los Angeles Times|USA Today|
    USA TODAY|POLITICO|Politico|Axios|NBC News|CBS News|ABC News|Fox News|Sky News|Deutsche Welle|DW|
    Der Spiegel|Le Monde|El País|The Economist|The Atlantic|The Telegraph|The Independent|Newsweek|Time|
    TIME|Forbes|Business Insider|Kyiv Independent|The Kyiv Independent|Kyiv Post|The Moscow Times|
    South China Morning Post|Nikkei|Haaretz|The Hindu|The Globe and Mail|CBC|CBC News|ITV News|Euronews|
    France 24|Evening Standard|Daily Mail|MailOnline|The Sun|The Mirror|The Week|Vox|Semafor
    """


def _names(*lists: str) -> tuple[str, ...]:
    names = {name.strip() for each in lists for name in each.replace("\n", "").split("|")}
    names |= {name.upper() for name in names if name.isascii() and len(name) > 3}
    # Longest first, so that an alternation never stops at "AP" inside "AP Photo".
    return tuple(sorted((name for name in names if name), key=lambda name: (-len(name), name)))


WIRES = _names(_WIRES)
CREDITED = _names(_WIRES, _DESKS, _OUTLETS)
_KNOWN_WIRES = frozenset(name.casefold() for name in WIRES)
_KNOWN = frozenset(name.casefold() for name in CREDITED)
_IN_BYLINE = re.compile(
    r"(?<!\w)("
    + "|".join(re.escape(name) for name in _names(_WIRES, _OUTLETS) if len(name) > 2 or name == "AP")
    + r")(?!\w)"
)


def is_agency(name: str) -> bool:
    """Whether this is the name of a known agency, picture desk or outlet, in any case."""
    return name.strip().casefold() in _KNOWN


def is_wire(name: str) -> bool:
    """Whether this is the name of a known news agency, in any case."""
    return name.strip().casefold() in _KNOWN_WIRES


def find_agency(text: str) -> str | None:
    """The first agency or outlet named in a byline or agency note, or None."""
    match = _IN_BYLINE.search(text[:600])
    return match[1] if match else None
