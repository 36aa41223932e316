"""``format=flowed`` (RFC 3676): paragraphs a mailer broke for transport become whole again."""

from typing import Final

_SIGNATURE: Final = "-- "


def unflow(text: str, *, delete_space: bool = False) -> str:
    """The text with soft line breaks removed; quote marks and the signature line stay."""
    lines: list[str] = []
    pieces: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth, content = _depth(line)
        soft = content.endswith(" ") and content != _SIGNATURE
        if open_depth not in {-1, depth} or (pieces and content == _SIGNATURE):
            lines.append("".join(pieces))
            pieces = []
        if not pieces:
            pieces.append("> " * depth if depth and content else ">" * depth)
        pieces.append(content[:-1] if soft and delete_space else content)
        open_depth = depth if soft else -1
        if not soft:
            lines.append("".join(pieces))
            pieces = []
    if pieces:
        lines.append("".join(pieces))
    return "\n".join(lines)


def _depth(line: str) -> tuple[int, str]:
    """How deep the line is quoted, and its content without marks and stuffing."""
    content = line.lstrip(">")
    return len(line) - len(content), content.removeprefix(" ")
