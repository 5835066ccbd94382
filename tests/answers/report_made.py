"""Made-up reports in the ten layouts, in eight languages, with what a careful reader takes from each."""

from dataclasses import dataclass

LANGUAGES = {
    # word for lumbar spine, neck left/right, total hip left/right, BMD, T, Z, decimal sign, limits of the classes
    "en": ("Lumbar spine", ("Left femoral neck", "Right femoral neck"), ("Left total hip", "Right total hip"), "BMD", "T-score", "Z-score", ".", "WHO: T-score -1.0 or above normal; between -1.0 and -2.5 osteopenia; -2.5 or below osteoporosis."),
    "de": ("LWS", ("Schenkelhals links", "Schenkelhals rechts"), ("Gesamtfemur links", "Gesamtfemur rechts"), "BMD", "T-Wert", "Z-Wert", ",", "WHO: Osteopenie zwischen -1,0 und -2,5; Osteoporose T-Wert ≤ -2,5."),
    "fr": ("Rachis lombaire", ("Col fémoral gauche", "Col fémoral droit"), ("Hanche totale gauche", "Hanche totale droite"), "DMO", "T-score", "Z-score", ",", "OMS : ostéopénie entre -1 et -2,5 ; ostéoporose si T-score ≤ -2,5."),
    "es": ("Columna lumbar", ("Cuello femoral izquierdo", "Cuello femoral derecho"), ("Cadera total izquierda", "Cadera total derecha"), "DMO", "T-score", "Z-score", ",", "OMS: osteopenia entre -1,0 y -2,5; osteoporosis T-score menor o igual a -2,5."),
    "pt": ("Coluna lombar", ("Colo femoral esquerdo", "Colo femoral direito"), ("Fêmur total esquerdo", "Fêmur total direito"), "DMO", "T-score", "Z-score", ",", "OMS: osteopenia entre -1,0 e -2,5; osteoporose T-score ≤ -2,5."),
    "it": ("Rachide lombare", ("Collo femorale sinistro", "Collo femorale destro"), ("Femore totale sinistro", "Femore totale destro"), "BMD", "T-score", "Z-score", ",", "OMS: osteopenia tra -1,0 e -2,5; osteoporosi T-score ≤ -2,5."),
    "tr": ("Lomber omurga", ("Sol femur boynu", "Sağ femur boynu"), ("Sol toplam kalça", "Sağ toplam kalça"), "KMY", "T skoru", "Z skoru", ",", "DSÖ: osteopeni -1,0 ile -2,5; osteoporoz T skoru ≤ -2,5."),
    "zh": ("腰椎", ("左侧股骨颈", "右侧股骨颈"), ("左侧全髋", "右侧全髋"), "骨密度", "T值", "Z值", ".", "WHO标准：骨量减少 -1.0 至 -2.5；骨质疏松 T值 ≤ -2.5。"),
}  # fmt: skip
SIGNS = ("-", "\u2212", "\u2013")


@dataclass(frozen=True)
class Row:
    """The truth of one row; None where nothing is printed."""

    site: str
    region: str
    side: str | None
    bmd: float | None
    t: float | None
    z: float | None


@dataclass(frozen=True)
class Style:
    """How numbers and lines are printed."""

    language: str = "en"
    minus: str = "-"
    plus: str = ""
    gap: int = 3
    decimals: int = 1
    right: bool = False
    noise: bool = True

    def words(self):
        return LANGUAGES[self.language]

    def name(self, row):
        spine, necks, totals, *_ = self.words()
        if row.site == "lumbar_spine":
            return f"{spine} {row.region}"
        return (necks if row.region == "neck" else totals)[row.side == "right"]

    def score(self, value):
        if value is None:
            return ""
        size = f"{abs(value):.{self.decimals}f}".replace(".", self.words()[6])
        return (self.minus if value < 0 else self.plus if value > 0 else "") + size

    def density(self, value):
        return "" if value is None else f"{value:.3f}".replace(".", self.words()[6])

    def boilerplate(self):
        return self.words()[7] if self.noise else ""


def percent(score):
    """Percent of the mean that goes with a score, roughly."""
    return f"{round(100 + 10.8 * score)}"


def aligned(style, table):
    """Cells in columns that are wide enough for all of them."""
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    fit = str.rjust if style.right else str.ljust
    return [
        (" " * style.gap)
        .join(
            cell.ljust(width) if at == 0 else fit(cell, width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        .rstrip()
        for line in table
    ]


def one_line_a_site(rows, style):
    _, _, _, bmd, t, z, *_ = style.words()
    lines = []
    for row in rows:
        parts = [f"{bmd} {style.density(row.bmd)} g/cm²" if row.bmd else ""]
        parts += [f"{t} {style.score(row.t)}" if row.t is not None else ""]
        parts += [f"{z} {style.score(row.z)}" if row.z is not None else ""]
        lines.append(f"{style.name(row)}: " + ", ".join(part for part in parts if part))
    return "\n".join([*lines, "", style.boilerplate()])


def running_list(rows, style):
    """One word for several sites; bone density and Z-scores are not printed."""
    t = style.words()[4]
    with_t = [row for row in rows if row.t is not None]
    return f"DXA: {t}: " + "; ".join(f"{style.name(row)} {style.score(row.t)}" for row in with_t) + "."


def hologic(rows, style):
    head = ["Region", "Area", "BMC", "BMD", "T-score", "PR (%)", "Z-score", "AM (%)"]
    table = [head]
    for row in rows:
        bmd = row.bmd or 0.9
        table.append(
            [
                style.name(row), "45.21", f"{45.21 * bmd:.2f}", style.density(row.bmd),
                style.score(row.t), percent(row.t) if row.t is not None else "",
                style.score(row.z), percent(row.z) if row.z is not None else "",
            ]
        )  # fmt: skip
    end = ["", "Total BMD CV 1.0%, ACF = 1.028, BCF = 0.998, TH = 6.942", style.boilerplate()]
    return "\n".join(["DXA Results Summary:", *aligned(style, table), *end])


def lunar(rows, style):
    head = [
        ["", "BMD", "Young-Adult", "", "Age-Matched", ""],
        ["Region", "(g/cm²)", "(%)", "T-score", "(%)", "Z-score"],
    ]
    table = list(head)
    for row in rows:
        table.append(
            [
                style.name(row), style.density(row.bmd),
                percent(row.t) if row.t is not None else "", style.score(row.t),
                percent(row.z) if row.z is not None else "", style.score(row.z),
            ]
        )  # fmt: skip
    top = ["Birth Date: [REMOVED] 61.3 years", "Measured: 06/24/2024(18) 10:12:51", "", "ANCILLARY RESULTS"]
    return "\n".join([*top, "", *aligned(style, table), "", style.boilerplate()])


def summary_with_change(rows, style):
    table = [["Site", "BMD (g/cm2)", "T-score", "Z-score", "Change vs prior", "Change vs baseline"]]
    for row in rows:
        table.append([style.name(row), style.density(row.bmd), style.score(row.t), style.score(row.z), "", ""])
    return "\n".join(
        [*aligned(style, table), "* LSC: 0.022 g/cm2 (spine), 0.027 g/cm2 (total hip)", style.boilerplate()]
    )


def dictated(rows, style):
    _, _, _, bmd, t, z, *_ = style.words()
    lines = ["EXAM: DXA", "HISTORY: 66-year-old woman. Height 160 cm.", "COMPARISON: 2019-03-04.", "FINDINGS:"]
    for row in rows:
        said = f"{style.name(row)}: "
        said += f"{bmd} {style.density(row.bmd)} g/cm2. " if row.bmd else ""
        said += f"{t}: {style.score(row.t)}. " if row.t is not None else ""
        said += f"{z}: {style.score(row.z)}." if row.z is not None else ""
        lines.append(said)
    return "\n".join([*lines, "IMPRESSION:", style.boilerplate()])


def hl7(rows, style):
    _, _, _, bmd, t, z, *_ = style.words()
    lines = []
    for row in rows:
        parts = [f"{bmd} {style.density(row.bmd)} g/cm2" if row.bmd else ""]
        parts += [
            f"{t} {style.score(row.t)}" if row.t is not None else "",
            f"{z} {style.score(row.z)}" if row.z is not None else "",
        ]
        lines.append(f"{style.name(row)}: " + ", ".join(part for part in parts if part) + ".")
    text = "~".join(["DXA", "", *lines, "", style.boilerplate()])
    return f"PID|1||[ID]||[NAME]||[DOB]|F\nOBR|1|||77080^DXA^CPT4|||20250225101500\nOBX|1|TX|77080^DXA^CPT4|1|{text}||||||F"


def html_table(rows, style):
    cells = [["Region", "BMD", "T-Score", "Z-Score"]]
    cells += [[style.name(row), style.density(row.bmd), style.score(row.t), style.score(row.z)] for row in rows]
    lines = ["".join(f"<td>{cell}</td>" for cell in line) for line in cells]
    return (
        "<html><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + f"</table><p>{style.boilerplate()}</p></html>"
    )


def lab_list(rows, style):
    t, z = style.words()[4:6]
    table = [["Test", "Value", "Unit", "Reference", "Status"]]
    for row in rows:
        if row.t is not None:
            table.append([f"{style.name(row)} {t}", style.score(row.t), "SD", "> -1.0", "low"])
        if row.z is not None:
            table.append([f"{style.name(row)} {z}", style.score(row.z), "SD", "> -2.0", "normal"])
    table.append(["Serum 25-OH Vitamin D3", "22", "ng/mL", "30 - 100", "low"])
    return "\n".join(aligned(style, table))


def message(rows, style):
    t = style.words()[4]
    said = [f"{style.name(row)} {t} {style.score(row.t)}" for row in rows if row.t is not None]
    return "Got my DEXA back. " + ", ".join(said) + ". Do I need anything?"


def markdown(rows, style):
    lines = ["| Site | BMD (g/cm²) | T-Score | Z-Score |", "|---|---|---|---|"]
    lines += [f"| {style.name(r)} | {style.density(r.bmd)} | {style.score(r.t)} | {style.score(r.z)} |" for r in rows]
    return "\n".join([*lines, "", style.boilerplate()])


def blanks_lost(rows, style):
    """A table pasted without its gaps; only whole rows can be told."""
    lines = ["Region BMD T-score Z-score"]
    for row in rows:
        cells = (style.name(row), style.density(row.bmd), style.score(row.t), style.score(row.z))
        lines.append(" ".join(cell for cell in cells if cell))
    return "\n".join(lines)


def grouped(rows, style):
    """Heading, then rows of regions alone, as in a table of a journal."""
    table = [["Region", "BMD (g/cm2)", "T score", "Z score"]]
    groups = []
    for row in sorted(rows, key=lambda row: (row.site, row.side or "")):
        group = "Lumbar spine" if row.site == "lumbar_spine" else f"{row.side.capitalize()} hip"
        if group not in groups:
            groups.append(group)
            table.append([group, "", "", ""])
        name = row.region if row.site == "lumbar_spine" else {"neck": "Femoral neck", "total": "Total"}[row.region]
        table.append([f"  {name}", style.density(row.bmd), style.score(row.t), style.score(row.z)])
    return "\n".join(aligned(style, table))


LAYOUTS = (
    one_line_a_site, running_list, hologic, lunar, summary_with_change, dictated, hl7, html_table, lab_list, message,
    markdown, blanks_lost, grouped,
)  # fmt: skip


# ---------------------------------------------------------------- pages as PDF


def page(*pages):
    """A PDF with each word at its place: the words of a page are x and y from the top, and a text, drawn in this order."""

    def drawn(x, y, text):
        plain = text.replace("\\", "").replace("(", "\\(").replace(")", "\\)")
        return f"BT /F1 9 Tf 1 0 0 1 {x} {820 - y} Tm ({plain}) Tj ET"

    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, words in enumerate(pages):
        stream = "\n".join(drawn(*word) for word in words)
        box = "/Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Resources<</Font<</F1 3 0 R>>>>"
        parts.append(f"<<{box}/Contents {5 + 2 * at} 0 R>>")
        parts.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    return pdf_of(parts, encoding="cp1252")


def pdf_of(parts, *, lead=b"", encoding="latin-1"):
    """A PDF of these objects; the first is its catalog."""
    out, places = lead + b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode(encoding)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return out + end.encode()


def columns(table, xs, top, step=14):
    """The words of a table, column by column, as makers' pages are drawn."""
    return [
        (x, top + step * line, cells[column])
        for column, x in enumerate(xs)
        for line, cells in enumerate(table)
        if cells[column]
    ]
