"""What one mail may cost us. Beyond a structural limit it is set aside with the limit's name;
beyond a textual one it is cut and flagged, and the original stays kept."""

from typing import Final

MESSAGE_BYTES: Final = 40 * 1024 * 1024
HEADER_BLOCK_BYTES: Final = 256 * 1024
PARTS: Final = 200
DEPTH: Final = 20
ATTACHMENTS: Final = 100

HEADER_BYTES: Final = 16 * 1024
HEADER_CHARACTERS: Final = 8000
ADDRESSES: Final = 100
REFERENCES: Final = 50
ADDRESS_CHARACTERS: Final = 254
MESSAGE_ID_CHARACTERS: Final = 998
KEY_CHARACTERS: Final = 250
TEXT_BYTES: Final = 1024 * 1024
HTML_BYTES: Final = 1_000_000
LINE_CHARACTERS: Final = 2000
SUBJECT_CHARACTERS: Final = 998
NAME_CHARACTERS: Final = 200
