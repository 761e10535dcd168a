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
    "help": '<path d="M4 12.5c0-4.7 3.6-8 8-8s8 3.3 8 7.6-3.6 7.6-8 7.6c-1 0-2-.2-3-.5L4.6 20'
    "l1-3.6A7.4 7.4 0 0 1 4 12.5z"
    'M12 15.2l-2.9-2.7c-1.6-1.6.6-4 2.9-1.9 2.3-2.1 4.5.3 2.9 1.9z"/>',
    "question": '<circle cx="12" cy="12" r="8.2"/><path d="M9.6 9.7a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1 1-1.1 1.9M12 16.4v.2"/>',
    "stamp": '<path d="M9 4.5h6l-.8 7.5H9.8zM7 16h10v-1.8a2.2 2.2 0 0 0-2.2-2.2H9.2'
    'a2.2 2.2 0 0 0-2.2 2.2zM6 19.5h12"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c3 3 3 14 0 17'
    'M12 3.5c-3 3-3 14 0 17"/>',
    "screen": '<path d="M3.5 5h17v11.5h-17zM9 20h6M12 16.5V20"/>',
    "tree": '<path d="M9 3.5h6v4H9zM3 16.5h6v4H3zM15 16.5h6v4h-6zM12 7.5V12M6 16.5V12h12v4.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.3"/><path d="M3 19.5c.6-3.6 3-5.3 6-5.3s5.4 1.7 6 5.3'
    'M15.5 5.4a3.3 3.3 0 0 1 0 6.2M17.3 14.7c2 .7 3.3 2.3 3.7 4.8"/>',
    "ledger": '<path d="M5 4h12a2 2 0 0 1 2 2v14H7a2 2 0 0 1-2-2zM5 18a2 2 0 0 1 2-2h12M9 8h6M9 11.5h4"/>',
    "user": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>',
    "briefcase": '<path d="M4 8h16v11.5H4zM9 8V5h6v3M4 13h16M12 12v2.5"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circ'
    'le cx="9" cy="17" r="2"/>',
    "shield": '<path d="M12 3.5 19 6v5.5c0 4.3-2.8 7.5-7 9-4.2-1.5-7-4.7-7-9V6zM9 12l2.2 2.2L15.2 10"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5 19.5 4M16 7.5l3 3M13.5 10l2 2"/>',
    # doing
    "pencil": '<path d="M4 20l.9-4L16.5 4.4a1.5 1.5 0 0 1 2.1 0l1 1a1.5 1.5 0 0 1 0 2.1L8 19.1z'
    'M14.5 6.5l3 3"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "filter": '<path d="M4 5.5h16L14 13v6l-4-2v-4z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "download": '<path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15"/>',
    "upload": '<path d="M12 15.5V4.5M7.5 9 12 4.5 16.5 9M4.5 19.5h15"/>',
    "undo": '<path d="M8.5 5 4.5 9l4 4M5 9h9a5.5 5.5 0 0 1 0 11h-4"/>',
    "refresh": '<path d="M4.5 12a7.5 7.5 0 0 1 13-5l2 2M19.5 12a7.5 7.5 0 0 1-13 5l-2-2'
    'M19.5 4.5V9H15M4.5 19.5V15H9"/>',
    "send": '<path d="M20.5 4 3.5 11l6.5 2.5L12.5 20zM10 13.5l4.5-4"/>',
    "trash": '<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5"/>',
    "swap": '<path d="M4 8.5h14l-3.5-3.5M20 15.5H6l3.5 3.5"/>',
    "sign-out": '<path d="M10 4.5H5v15h5M9.5 12H20M16 8l4 4-4 4"/>',
    "camera": '<path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
    "microphone": '<path d="M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
    "attach": '<path d="m18.5 11-6.8 6.8a4 4 0 0 1-5.7-5.7l7.2-7.2a2.7 2.7 0 0 1 3.8 3.8l-7 7'
    'a1.3 1.3 0 0 1-1.9-1.9l6.2-6.2"/>',
    "copy": '<path d="M9 9h11v11H9zM5.5 15H4V4h11v1.5"/>',
    # states
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.5V12l3 2"/>',
    "warn": '<path d="M12 4 21 19.5H3zM12 10v4.5M12 17v.2"/>',
    "info": '<circle cx="12" cy="12" r="8.2"/><path d="M12 11v5.5M12 7.8V8"/>',
    "flag": '<path d="M6 21V4h11l-2 4 2 4H6"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "unlock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1.2"/>',
    "eye": '<path d="M3.3 12c1.2-2.8 4.2-6.4 8.7-6.4s7.5 3.6 8.7 6.4c-1.2 2.8-4.2 6.4-8.7 6.4S4.5 14.8 3.3 12z"/>'
    '<circle cx="12" cy="12" r="2.7"/>',
    "eye-off": '<path d="M4 4l16 16M9.5 6c.8-.3 1.6-.4 2.5-.4 4.5 0 7.5 3.6 8.7 6.4'
    "a13 13 0 0 1-2.3 3.4M6 7.8A13 13 0 0 0 3.3 12"
    'c1.2 2.8 4.2 6.4 8.7 6.4 1.5 0 2.9-.4 4-1M10 10.2a2.7 2.7 0 0 0 3.8 3.8"/>',
    "gap": '<path d="M12 3.5v6M12 14.5v6M9.5 10.5l5-2M9.5 15.5l5-2"/>',
    # things
    "file": '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4"/>',
    "picture": '<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>',
    "table": '<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14"/>',
    "link": '<path d="M10 14a3.8 3.8 0 0 0 5.4 0l3.3-3.3a3.8 3.8 0 0 0-5.4-5.4L12 6.6M14 10'
    "a3.8 3.8 0 0 0-5.4 0l-3.3 3.3"
    'a3.8 3.8 0 0 0 5.4 5.4L12 17.4"/>',
    "external": '<path d="M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5"/>',
    "phone": '<path d="M6 4h3.5l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5V18'
    'a2 2 0 0 1-2 2C10.5 19.5 4.5 13.5 4 6a2 2 0 0 1 2-2z"/>',
    "mail": '<path d="M4 6h16v12.5H4zM4 7l8 6.5L20 7"/>',
    "chat": '<path d="M4 5h16v11H11l-4.5 4v-4H4z"/>',
    # controls
    "right": '<path d="m9.5 6 6 6-6 6"/>',
    "left": '<path d="m14.5 6-6 6 6 6"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "more": '<circle cx="5.5" cy="12" r="1.2"/><circle cx="12" cy="12" r="1.2"/><circle cx="18.5" cy="12" r="1.2"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "text-size": '<path d="m3 18 5-12 5 12M4.8 14h6.4M15 18l3-7 3 7M16 15.8h4"/>',
}


def icon(name: str, size: str = "", label: str = "", more: str = "") -> SafeString:
    """One icon; `size` is empty (20) or `s` (16), `more` further classes; without a label readers skip it."""
    kind = " ".join(part for part in ("ic", f"ic--{size}" if size else "", more) if part)
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    body = PATHS[name]
    return mark_safe(f'<svg class="{escape(kind)}" viewBox="0 0 24 24" {named}>{body}</svg>')
