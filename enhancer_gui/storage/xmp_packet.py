"""XMP packets as trees: properties are taken out, put in, and moved between a packet and its extension.

Source: Adobe XMP Specification, part 1 (2012), section 7 (RDF/XML), part 3 (2020), section 1.1.3.1 (extended XMP
in JPEG: what does not fit a segment is moved to further ones, tied to the packet by the MD5 of their content).
"""

import hashlib
from collections.abc import Callable, Iterator
from xml.dom import minidom
from xml.parsers.expat import ExpatError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NOTE = "http://ns.adobe.com/xmp/note/"
_EXTENDED = "HasExtendedXMP"
_XMLNS = "http://www.w3.org/2000/xmlns/"
_OUTSIDE = b"<!DOCTYPE", b"<!ENTITY"
_EMPTY = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"/></x:xmpmeta>'
    '<?xpacket end="w"?>'
).encode()

_WIDE = {b"\xfe\xff": "utf-16-be", b"\0<": "utf-16-be", b"\xff\xfe": "utf-16-le", b"<\0": "utf-16-le"}
"""How packets in UTF-16 begin."""

Property = Callable[[str, str], bool]
"""Whether a property, by namespace and local name, is meant."""


class Packet:
    """A packet that is being changed; `bytes` of it is the packet as it is now."""

    def __init__(self, packet: bytes | None) -> None:
        """Parse a packet; None begins an empty one.

        Raises:
            ValueError: it is no XMP, or names entities, which a hostile file may use to grow without end.
        """
        source = _EMPTY if packet is None else as_utf8(packet).strip(b"\0")
        if any(word in source for word in _OUTSIDE):
            raise ValueError("an XMP packet with a document type")
        try:
            self._document = minidom.parseString(source)
        except (ExpatError, UnicodeError, LookupError) as error:
            raise ValueError(f"XMP that cannot be parsed: {error}") from error
        roots = self._document.getElementsByTagNameNS(RDF, "RDF")
        if not roots:
            raise ValueError("XMP without rdf:RDF")
        self._root = roots[0]

    def __bytes__(self) -> bytes:
        return "".join(node.toxml() for node in self._document.childNodes).encode("utf-8")

    @property
    def is_empty(self) -> bool:
        """Whether no property is left."""
        return not any(True for _ in self._properties())

    def value(self, namespace: str, name: str) -> str | None:
        """Return the text of a simple property, or None."""
        for description in self._descriptions():
            if description.hasAttributeNS(namespace, name):
                return description.getAttributeNS(namespace, name)
        element = self.element(namespace, name)
        return None if element is None else text_of(element)

    def element(self, namespace: str, name: str) -> minidom.Element | None:
        """Return the element of a property, or None."""
        for description in self._descriptions():
            for child in elements_of(description):
                if (child.namespaceURI, child.localName) == (namespace, name):
                    return child
        return None

    def remove(self, unwanted: Property) -> None:
        """Take the properties out that are meant, and descriptions of which nothing is left."""
        for description, node in tuple(self._properties()):
            if unwanted(node.namespaceURI or "", node.localName or ""):
                _take_out(description, node)
        for description in tuple(self._descriptions()):
            if not any(True for _ in _properties_of(description)):
                self._root.removeChild(description)

    def add(self, description: bytes) -> None:
        """Put a whole rdf:Description in, about the same thing as the others; raises ValueError: it is no XML."""
        try:
            fragment = minidom.parseString(description).documentElement
        except ExpatError as error:
            raise ValueError(f"not a description: {error}") from error
        assert fragment is not None
        first = next(self._descriptions(), None)
        if first is not None and first.hasAttributeNS(RDF, "about"):
            fragment.setAttributeNS(RDF, "rdf:about", first.getAttributeNS(RDF, "about"))
        self._root.appendChild(self._document.importNode(fragment, deep=True))

    def merge(self, extension: bytes) -> None:
        """Take over the properties of an extension; raises ValueError: it is no XMP."""
        other = Packet(extension)
        for description in other._descriptions():
            copy = self._document.importNode(description, deep=True)
            for name, value in other._namespaces():
                if not copy.hasAttribute(name):
                    copy.setAttributeNS(_XMLNS, name, value)
            self._root.appendChild(copy)
        self.remove(lambda namespace, name: (namespace, name) == (_NOTE, _EXTENDED))

    def split(self, most_bytes: int, stays: Property) -> tuple[bytes, bytes | None]:
        """Return the packet in at most so many bytes, and the extension that holds the rest, None where all fits.

        The largest properties are moved first; those of `stays` never are.

        Raises:
            ValueError: even what has to stay does not fit.
        """
        whole = bytes(self)
        if len(whole) <= most_bytes:
            return whole, None
        rest = Packet(whole)
        movable = [node for _, node in self._properties() if not stays(node.namespaceURI or "", node.localName or "")]
        movable.sort(key=lambda node: len(_written(node)), reverse=True)
        excess = len(whole) - most_bytes + len(_reference("0" * 32))
        moved: set[tuple[str, str]] = set()
        for node in movable:
            if excess <= 0:
                break
            moved.add((node.namespaceURI or "", node.localName or ""))
            excess -= len(_written(node))
        self.remove(lambda namespace, name: (namespace, name) in moved)
        rest.remove(lambda namespace, name: (namespace, name) not in moved)
        extended = rest._unwrapped()
        self.add(_reference(hashlib.md5(extended, usedforsecurity=False).hexdigest().upper()))
        main = bytes(self)
        if len(main) > most_bytes or not moved:
            raise ValueError(f"{len(main)} bytes of XMP do not fit {most_bytes}")
        return main, extended

    def _unwrapped(self) -> bytes:
        """Return the packet without the processing instructions around it, as extensions are stored."""
        element = self._document.documentElement
        assert element is not None
        return element.toxml().encode("utf-8")

    def _descriptions(self) -> Iterator[minidom.Element]:
        for child in elements_of(self._root):
            if (child.namespaceURI, child.localName) == (RDF, "Description"):
                yield child

    def _properties(self) -> Iterator[tuple[minidom.Element, minidom.Element | minidom.Attr]]:
        for description in self._descriptions():
            for node in _properties_of(description):
                yield description, node

    def _namespaces(self) -> Iterator[tuple[str, str]]:
        """Yield the namespace declarations above the descriptions, the nearest first."""
        node: minidom.Node | None = self._root
        while isinstance(node, minidom.Element):
            for attribute in node.attributes.values():
                if attribute.namespaceURI == _XMLNS:
                    yield attribute.name, attribute.value
            node = node.parentNode


def as_utf8(packet: bytes) -> bytes:
    """Return a packet in UTF-8, as most are; those in UTF-16 are translated, a broken one comes back as it is."""
    for head, encoding in _WIDE.items():
        if packet.startswith(head):
            try:
                return packet.decode(encoding).removeprefix("\ufeff").encode("utf-8")
            except UnicodeError:
                return packet
    return packet


def extended_id(packet: bytes) -> str | None:
    """Return the id of the extension that a packet asks for, or None; raises ValueError: it is no XMP."""
    return Packet(packet).value(_NOTE, _EXTENDED)


def elements_of(node: minidom.Element) -> Iterator[minidom.Element]:
    """Yield the elements that lie directly in one."""
    for child in node.childNodes:
        if isinstance(child, minidom.Element):
            yield child


def text_of(element: minidom.Element) -> str:
    """Return the text of an element that holds nothing else."""
    return "".join(child.data for child in element.childNodes if isinstance(child, minidom.Text))


def _properties_of(description: minidom.Element) -> Iterator[minidom.Element | minidom.Attr]:
    for attribute in tuple(description.attributes.values()):
        if attribute.namespaceURI and attribute.namespaceURI not in (_XMLNS, RDF):
            yield attribute
    yield from elements_of(description)


def _take_out(description: minidom.Element, node: minidom.Element | minidom.Attr) -> None:
    if isinstance(node, minidom.Attr):
        description.removeAttributeNode(node)
    else:
        description.removeChild(node)


def _written(node: minidom.Element | minidom.Attr) -> bytes:
    text = f' {node.name}="{node.value}"' if isinstance(node, minidom.Attr) else node.toxml()
    return text.encode("utf-8")


def _reference(extension: str) -> bytes:
    return (
        f'<rdf:Description xmlns:rdf="{RDF}" rdf:about="" xmlns:xmpNote="{_NOTE}" xmpNote:{_EXTENDED}="{extension}"/>'
    ).encode()
