#!/usr/bin/env python3
"""Makes the binary and non-UTF-8 documents of ../collection from the sources beside this file.

Needs nothing but Python 3.9. Same sources, same bytes: no clock, no random numbers.
Formats are written by hand so that each construct (a footnote, a tracked change, a word cut at a
line end) stands exactly where the expected rows say it does: PDF 1.4 (ISO 32000-1, sections 7 and
9), WordprocessingML (ECMA-376, part 1), OpenDocument 1.2, RTF 1.9.
"""
import re
import sys
import zipfile
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "collection"


def source(name):
    return (HERE / name).read_text(encoding="utf-8")


# --- Sources in Markdown's dress: title, @author, @line, ## heading, - item, | table |, [^n] notes ---

def parts(text):
    """Yields (kind, content) for each part of a source; a table's content is a list of rows."""
    for chunk in re.split(r"\n{2,}|\n(?=@|- |\[\^)", text.strip()):
        chunk = chunk.strip()
        if chunk.startswith("# "):
            yield "title", chunk[2:]
        elif chunk.startswith("## "):
            yield "heading", chunk[3:]
        elif chunk.startswith("@author "):
            yield "author", chunk[8:]
        elif chunk.startswith("@line "):
            yield "line", chunk[6:]
        elif chunk.startswith("- "):
            yield "item", chunk[2:]
        elif chunk.startswith("|"):
            rows = [[c.strip() for c in r.strip("|").split("|")] for r in chunk.split("\n")]
            yield "table", [rows[0]] + rows[2:]
        elif m := re.match(r"\[\^(\d+)\]: (.*)", chunk, re.S):
            yield "note", (m[1], m[2])
        else:
            yield "text", chunk


def package(name, members):
    """Writes a zip with fixed dates; `members` are (path, content, compressed)."""
    with zipfile.ZipFile(OUT / name, "w") as z:
        for path, content, compressed in members:
            info = zipfile.ZipInfo(path, date_time=(2024, 5, 20, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            z.writestr(info, content)


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


# --- PDF ---

class Pdf:
    """A PDF of lines set in the standard Times fonts (no font file is embedded)."""

    FONTS = {"roman": "Times-Roman", "bold": "Times-Bold", "italic": "Times-Italic"}
    KEYS = {"roman": "F1", "bold": "F2", "italic": "F3"}

    def __init__(self):
        self.pages = [[]]

    def line(self, x, y, size, font, text):
        body = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.pages[-1].append(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (self.KEYS[font].encode(), size, x, y, body))

    def rule(self, x, y, width):
        self.pages[-1].append(b"0.4 w %g %g m %g %g l S" % (x, y, x + width, y))

    def bytes(self, info):
        objects = []
        add = lambda body: objects.append(body) or len(objects)
        string = lambda s: b"(" + s.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
        fonts = {k: add(b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % f.encode())
                 for k, f in self.FONTS.items()}
        resources = b" ".join(b"/%s %d 0 R" % (self.KEYS[k].encode(), n) for k, n in fonts.items())
        tree = len(objects) + 2 * len(self.pages) + 1
        kids = []
        for page in self.pages:
            stream = b"\n".join(page)
            content = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            kids.append(add(b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
                            b"/Resources << /Font << %s >> >> >>" % (tree, content, resources)))
        add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids)))
        root = add(b"<< /Type /Catalog /Pages %d 0 R /Lang (en-US) >>" % tree)
        about = add(b"<< " + b" ".join(b"/%s %s" % (k.encode(), string(v)) for k, v in info.items()) + b" >>")
        out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
        places = []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % p for p in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(objects) + 1, root, about, table)
        return out


def pdf(name, text, info):
    """Sets a page source (its line codes are explained at its top) as a PDF."""
    doc = Pdf()
    top, foot = 708, 96
    y, notes, number = top, [], None

    def close():
        nonlocal notes, number
        if notes:
            at = foot + 11 * (len(notes) - 1)
            doc.rule(90, at + 14, 120)
            for i, note in enumerate(notes):
                doc.line(90, at - 11 * i, 9, "roman", note)
        if number:
            doc.line(303, 48, 10, "roman", number)
        notes, number = [], None

    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        code, rest = line[0], line[2:]
        if code == "=":
            close()
            doc.pages.append([])
            y = top
        elif code == ".":
            y -= 8
        elif code == "R":
            doc.line(90, 748, 9, "italic", rest)
        elif code == "F":
            notes.append(rest)
        elif code == "N":
            number = rest
        elif code == "X":
            for i, cell in enumerate(rest.split("|")):
                doc.line((96, 200, 370)[i], y, 10.5, "roman", cell.strip())
            y -= 14
        else:
            x, size, font = {"T": (90, 18, "bold"), "A": (90, 11, "italic"), "H": (90, 13, "bold"),
                             "P": (90, 11.5, "roman"), "B": (102, 11.5, "roman"), "C": (112, 11.5, "roman"),
                             "K": (90, 10.5, "bold"), "U": (90, 10, "roman")}[code]
            if code == "H":
                y -= 4
            doc.line(x, y, size, font, rest)
            y -= {"T": 24, "H": 18}.get(code, 15)
    close()
    (OUT / name).write_bytes(doc.bytes(info))


# --- DOCX ---

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(name, text, created):
    def run(s):
        return f'<w:r><w:t xml:space="preserve">{escape(s, False)}</w:t></w:r>' if s else ""

    def runs(s):
        out = ""
        for piece in re.split(r"(\[\^\d+\]|\[(?:ins|del):[^\]]*\])", s):
            if m := re.fullmatch(r"\[\^(\d+)\]", piece):
                out += ('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                        f'<w:footnoteReference w:id="{m[1]}"/></w:r>')
            elif m := re.fullmatch(r"\[(ins|del):(.*)\]", piece, re.S):
                attributes = f'w:id="9{len(out)}" w:author="M. Duarte" w:date="2024-05-17T10:00:00Z"'
                inner = run(m[2]) if m[1] == "ins" else run(m[2]).replace("w:t", "w:delText")
                out += f"<w:{m[1]} {attributes}>{inner}</w:{m[1]}>"
            else:
                # Word cuts text into runs wherever its spelling checker has been.
                cut = piece.find(" ", len(piece) // 2) + 1
                out += run(piece[:cut]) + run(piece[cut:])
        return out

    def paragraph(s, style=None, extra=""):
        style = f'<w:pStyle w:val="{style}"/>' if style else ""
        properties = f"<w:pPr>{style}{extra}</w:pPr>" if style or extra else ""
        return f"<w:p>{properties}{runs(s)}</w:p>"

    body, notes, title, author = "", "", "", ""
    for kind, content in parts(text):
        if kind == "title":
            title, body = content, body + paragraph(content, "Title")
        elif kind == "author":
            author, body = content, body + paragraph(content, "Subtitle")
        elif kind == "line":
            body += paragraph(content, "Subtitle")
        elif kind == "heading":
            body += paragraph(content, "Heading1")
        elif kind == "item":
            body += paragraph(content, "ListParagraph",
                              '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        elif kind == "table":
            rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>"
                           for row in content)
            body += f"<w:tbl>{rows}</w:tbl>"
        elif kind == "note":
            notes += (f'<w:footnote w:id="{content[0]}"><w:p><w:r><w:footnoteRef/></w:r>'
                      f'{run(" " + content[1])}</w:p></w:footnote>')
        else:
            body += paragraph(content)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/></w:style>'
        for i, n in (("Title", "Title"), ("Subtitle", "Subtitle"), ("Heading1", "heading 1"),
                     ("ListParagraph", "List Paragraph")))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = lambda i, kind, target: f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
    relations = lambda inner: (XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                               f'relationships">{inner}</Relationships>')
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    types = "".join(f'<Override PartName="/word/{p}.xml" ContentType="{word}{t}+xml"/>'
                    for p, t in (("document", "document.main"), ("styles", "styles"),
                                 ("footnotes", "footnotes"), ("numbering", "numbering"), ("footer1", "footer")))
    package(name, [
        ("[Content_Types].xml", XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>' + types +
         '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
         'core-properties+xml"/></Types>', True),
        ("_rels/.rels", relations(
            relation(1, office + "/officeDocument", "word/document.xml") +
            relation(2, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                     "docProps/core.xml")), True),
        ("docProps/core.xml", XML + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
         'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
         'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
         f"<dc:title>{escape(title)}</dc:title><dc:creator>{author}</dc:creator>"
         f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created></cp:coreProperties>', True),
        ("word/_rels/document.xml.rels", relations("".join(
            relation(i, f"{office}/{k}", f"{t}.xml") for i, (k, t) in enumerate(
                (("styles", "styles"), ("footnotes", "footnotes"), ("numbering", "numbering"),
                 ("footer", "footer1")), 1))), True),
        ("word/document.xml", XML + f'<w:document {W} xmlns:r="{office}"><w:body>{body}<w:sectPr>'
         '<w:footerReference w:type="default" r:id="rId4"/></w:sectPr></w:body></w:document>', True),
        ("word/styles.xml", XML + f"<w:styles {W}>{styles}</w:styles>", True),
        ("word/numbering.xml", XML + f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
         '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
         '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>', True),
        ("word/footnotes.xml", XML + f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
         f"<w:separator/></w:r></w:p></w:footnote>{notes}</w:footnotes>", True),
        ("word/footer1.xml", XML + f'<w:ftr {W}><w:p>{run("Center for Binational Policy (fictional) | Page ")}'
         '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>', True),
    ])


# --- ODT ---

def odt(name, text, creator, date):
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = (f'xmlns:office="{urn}office:1.0" xmlns:text="{urn}text:1.0" xmlns:meta="{urn}meta:1.0" '
              'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"')
    title, body = "", ""
    for kind, content in parts(text):
        inner = escape(content, False)
        if kind == "title":
            title, body = inner, body + f'<text:h text:outline-level="1">{inner}</text:h>'
        elif kind == "item":
            body += f"<text:list><text:list-item><text:p>{inner}</text:p></text:list-item></text:list>"
        else:
            body += f"<text:p>{inner}</text:p>"
    media = "application/vnd.oasis.opendocument.text"
    entry = lambda path, kind: f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
    package(name, [
        ("mimetype", media, False),
        ("content.xml", XML + f"<office:document-content {spaces}><office:body><office:text>{body}"
         "</office:text></office:body></office:document-content>", True),
        ("meta.xml", XML + f"<office:document-meta {spaces}><office:meta><dc:title>{title}</dc:title>"
         f"<dc:creator>{escape(creator)}</dc:creator><meta:creation-date>{date}</meta:creation-date><dc:date>{date}</dc:date>"
         "<dc:language>en-US</dc:language></office:meta></office:document-meta>", True),
        ("META-INF/manifest.xml", XML + f'<manifest:manifest xmlns:manifest="{urn}manifest:1.0" '
         'manifest:version="1.2">' + entry("/", media) + entry("content.xml", "text/xml") +
         entry("meta.xml", "text/xml") + "</manifest:manifest>", True),
    ])


# --- RTF ---

def rtf(name, text, author, year, month, day):
    def plain(s):
        named = {"“": "\\ldblquote ", "”": "\\rdblquote ", "’": "\\rquote ", "—": "\\emdash "}
        s = re.sub(r"([\\{}])", r"\\\1", s)
        return "".join(named.get(c, c if ord(c) < 128 else f"\\'{c.encode('cp1252')[0]:02x}") for c in s)

    title, body = "", ""
    for kind, content in parts(text):
        if kind == "title":
            title = plain(content)
            body += "{\\pard\\qc\\b\\fs32 " + title + "\\par}\n"
        elif kind == "line":
            body += "{\\pard\\qc\\i " + plain(content) + "\\par}\n"
        elif kind == "item":
            body += "{\\pard\\li360\\fi-360{\\pntext\\bullet\\tab}" + plain(content) + "\\par}\n"
        else:
            body += "{\\pard\\sa200 " + plain(content) + "\\par}\n"
    head = ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}}\n"
            f"{{\\info{{\\title {title}}}{{\\author {plain(author)}}}{{\\creatim\\yr{year}\\mo{month}\\dy{day}\\hr16\\min5}}}}\n"
            "{\\footer\\pard\\qc Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}\n")
    (OUT / name).write_bytes((head + body + "}\n").encode("ascii"))


def main():
    OUT.mkdir(exist_ok=True)
    (OUT / "opinion-frontera.html").write_bytes(source("opinion-es.html").encode("cp1252"))
    pdf("policy-paper-conditions.pdf", source("policy-paper.txt"), {
        "Title": "Terms of Trade: A Conditional Compact with Mexico", "Author": "Everett Langholm",
        "Producer": "A script", "CreationDate": "D:20240318101500-06'00'"})
    docx("policy-brief-partnership.docx", source("policy-brief.md"), "2024-05-20T09:00:00Z")
    odt("statement-ministry.odt", source("statement-mexico.md"), "Ministry of Border Liaison", "2024-04-24T12:00:00")
    rtf("joint-statement.rtf", source("joint-statement.md"), "Joint Secretariat", 2024, 6, 14)
    package("letters.zip", [(n, source(n), True) for n in ("letter-keep-the-pressure.txt", "letter-keep-talking.md")])


if __name__ == "__main__":
    sys.exit(main())
