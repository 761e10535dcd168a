"""Our own icons: strokes on a grid of 24, drawn in the colour of the text beside them."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    # places
    "home": '<path d="M4 11.5 12 4.5l8 7M6 10v9.5h12V10M10 19.5v-5h4v5"/>',
    "matter": '<path d="M8 3v6.4M8 14.6V21M16 3v1.4M16 9.6V21M3 7h2.4M10.6 7H21M3 17h10.4M18.6 17H21"/>',
    "cascade": '<circle cx="5" cy="12" r="2"/><circle cx="19" cy="5" r="2"/><circle cx="19" cy="12" r="2"/>'
    '<circle cx="19" cy="19" r="2"/><path d="M7 12h10M7 12c5 0 4-7 10-7M7 12c5 0 4 7 10 7"/>',
    "meeting": '<path d="M4 8.5h16v5H4zM7 13.5V20M17 13.5V20M8 8.5V5.5M16 8.5V5.5M12 8.5V5.5"/>',
    "chart": '<path d="M4 20h16M7 16.5V11M12 16.5V5M17 16.5V8.5"/>',
    "clause": '<path d="M6 3.5h12v17H6zM9.5 8h5M9.5 12h5M9.5 16h3"/>',
    "help": '<path d="M4 12.5c0-4.7 3.6-8 8-8s8 3.3 8 7.6-3.6 7.6-8 7.6c-1 0-2-.2-3-.5L4.6 20l1-3.6A7.4 7.4 0 0 1 4 12.5z'
    'M12 15.2l-2.9-2.7c-1.6-1.6.6-4 2.9-1.9 2.3-2.1 4.5.3 2.9 1.9z"/>',
    "stamp": '<path d="M9 4.5h6l-.8 7.5H9.800zM7 16h10v-1.8a2.2 2.2 0 0 0-2.2-2.2H9.200a2.2 2.2 0 0 0-2.2 2.200zM6 19.500h12"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.500c3 3 3 14 0 17M12 3.500c-3 3-3 14 0 17"/>',
    "screen": '<path d="M3.5 5h17v11.500h-17zM9 20h6M12 16.500V20"/>',
    "tree": '<path d="M9 3.500h6v4H9zM3 16.500h6v4H3zM15 16.500h6v4h-6zM12 7.500V12M6 16.500V12h12v4.500"/>',
    "people": '<circle cx="9" cy="8.500" r="3.3"/><path d="M3 19.500c.6-3.600 3-5.300 6-5.300s5.400 1.700 6 5.300'
    'M15.500 5.400a3.3 3.3 0 0 1 0 6.200M17.300 14.700c2 .7 3.300 2.300 3.700 4.800"/>',
    "ledger": '<path d="M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6M9 11.500h4"/>',
    "user": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.500 6"/>',
    "briefcase": '<path d="M4 8h16v11.500H4zM9 8V5h6v3M4 13h16M12 12v2.500"/>',
    "bell": '<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500h4"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.500h16M8.500 3.500V8M15.500 3.500V8"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "shield": '<path d="M12 3.5 19 6v5.500c0 4.3-2.8 7.5-7 9-4.2-1.5-7-4.7-7-9V6zM9 12l2.2 2.200L15.2 10"/>',
    "key": '<circle cx="8" cy="15.500" r="4"/><path d="M11 12.500 19.500 4M16 7.500l3 3M13.500 10l2 2"/>',
    # doing
    "pencil": '<path d="M4 20l.9-4L16.5 4.400a1.5 1.5 0 0 1 2.1 0l1 1a1.5 1.5 0 0 1 0 2.100L8 19.100zM14.5 6.500l3 3"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "filter": '<path d="M4 5.500h16L14 13v6l-4-2v-4z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "download": '<path d="M12 4v11M7.500 10.500 12 15l4.500-4.500M4.500 19.500h15"/>',
    "upload": '<path d="M12 15.500V4.500M7.500 9 12 4.500 16.500 9M4.500 19.500h15"/>',
    "undo": '<path d="M8.500 5 4.500 9l4 4M5 9h9a5.500 5.500 0 0 1 0 11h-4"/>',
    "refresh": '<path d="M4.5 12a7.5 7.5 0 0 1 13-5l2 2M19.5 12a7.5 7.5 0 0 1-13 5l-2-2M19.5 4.500V9H15M4.5 19.500V15H9"/>',
    "send": '<path d="M20.500 4 3.500 11l6.500 2.500L12.500 20zM10 13.500l4.500-4"/>',
    "trash": '<path d="M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 13h9l1-13M10 11v5.500M14 11v5.500"/>',
    "swap": '<path d="M4 8.500h14l-3.5-3.500M20 15.500H6l3.5 3.5"/>',
    "sign-out": '<path d="M10 4.500H5v15h5M9.500 12H20M16 8l4 4-4 4"/>',
    "camera": '<path d="M4 8h3.500l1.5-2.500h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
    "microphone": '<path d="M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5.5 11.500a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "attach": '<path d="m18.5 11-6.8 6.800a4 4 0 0 1-5.7-5.700l7.2-7.200a2.7 2.7 0 0 1 3.8 3.800l-7 7a1.3 1.3 0 0 1-1.9-1.900l6.2-6.2"/>',
    "copy": '<path d="M9 9h11v11H9zM5.500 15H4V4h11v1.500"/>',
    # states
    "check": '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.500V12l3 2"/>',
    "warn": '<path d="M12 4 21 19.500H3zM12 10v4.500M12 17v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.2"/><path d="M12 11v5.500M12 7.800V8"/>',
    "flag": '<path d="M6 21V4h11l-2 4 2 4H6"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "unlock": '<path d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 6.800-1.200"/>',
    "eye": '<path d="M3.300 12c1.200-2.800 4.200-6.400 8.700-6.400s7.500 3.600 8.700 6.400c-1.200 2.800-4.200 6.400-8.700 6.400S4.500 14.800 3.300 12z"/><circle cx="12" cy="12" r="2.700"/>',
    "eye-off": '<path d="M4 4l16 16M9.5 6c.8-.3 1.6-.4 2.5-.4 4.5 0 7.5 3.6 8.7 6.400a13 13 0 0 1-2.3 3.400M6 7.800A13 13 0 0 0 3.3 12'
    'c1.2 2.8 4.2 6.4 8.7 6.4 1.5 0 2.9-.4 4-1M10 10.200a2.7 2.7 0 0 0 3.8 3.8"/>',
    "gap": '<path d="M12 3.500v6M12 14.500v6M9.500 10.500l5-2M9.500 15.500l5-2"/>',
    # things
    "file": '<path d="M6 3.500h8l4 4v13H6zM14 3.500v4h4"/>',
    "picture": '<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.500L20 17"/><circle cx="15.5" cy="9" r="1.3"/>',
    "table": '<path d="M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14"/>',
    "link": '<path d="M10 14a3.8 3.8 0 0 0 5.400 0l3.300-3.300a3.8 3.8 0 0 0-5.400-5.400L12 6.600M14 10a3.800 3.800 0 0 0-5.400 0l-3.300 3.300'
    'a3.8 3.8 0 0 0 5.400 5.400L12 17.400"/>',
    "external": '<path d="M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5"/>',
    "phone": '<path d="M6 4h3.500l1.5 4.5-2 1.500a11 11 0 0 0 5 5l1.5-2 4.5 1.500V18a2 2 0 0 1-2 2C10.5 19.5 4.5 13.5 4 6a2 2 0 0 1 2-2z"/>',
    "mail": '<path d="M4 6h16v12.500H4zM4 7l8 6.500L20 7"/>',
    "chat": '<path d="M4 5h16v11H11l-4.5 4v-4H4z"/>',
    # controls
    "right": '<path d="m9.5 6 6 6-6 6"/>',
    "left": '<path d="m14.5 6-6 6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "more": '<circle cx="5.5" cy="12" r="1.2"/><circle cx="12" cy="12" r="1.2"/><circle cx="18.5" cy="12" r="1.2"/>',
    "moon": '<path d="M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z"/>',
    "text-size": '<path d="m3 18 5-12 5 12M4.8 14h6.400M15 18l3-7 3 7M16 15.800h4"/>',
}


def icon(name: str, size: str = "", label: str = "", more: str = "") -> SafeString:
    """One icon; `size` is empty (20) or `s` (16), `more` are further classes; without a label it is hidden from readers."""
    kind = " ".join(part for part in ("ic", f"ic--{size}" if size else "", more) if part)
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    body = PATHS[name]
    return mark_safe(f'<svg class="{escape(kind)}" viewBox="0 0 24 24" {named}>{body}</svg>')
