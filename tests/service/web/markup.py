"""What tests read of a page."""

from __future__ import annotations

from html.parser import HTMLParser

ADDRESSES = frozenset({"href", "src", "action", "data-answers", "poster", "srcset"})


class Page(HTMLParser):
    """Tags, addresses and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The text with white space folded."""
        return " ".join(" ".join(self.words).split())

    @property
    def addresses(self) -> list[str]:
        """Everything that the page links to, loads or sends to."""
        return [
            value or ""
            for _, attributes in self.tags
            for name, value in attributes.items()
            if name in ADDRESSES
        ]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def assert_harmless(self) -> None:
        """No inline script or style, no handler, nothing from elsewhere."""
        for script in self.all("script"):
            assert (script.get("src") or "").startswith("/static/")
        for tag, attributes in self.tags:
            assert "style" not in attributes, tag
            assert not [name for name in attributes if name.startswith("on")], tag
        assert all(address.startswith(("/", "#")) for address in self.addresses), self.addresses
        assert not any(address.startswith("//") for address in self.addresses)
        assert "http://" not in self.html
        assert "https://" not in self.html
