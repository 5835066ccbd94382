"""Whole reports of our own making: head, results, an earlier scan, FRAX, conclusion and foot, each with its label."""

import random
import re
import textwrap
from dataclasses import dataclass, replace

from tests.answers.report_made import LANGUAGES, Row, Style, aligned, page, percent

HEAD = {
    # name, birth date, sex, woman, man, age with its unit, day of the scan, scanner, printed on, results, conclusion
    "en": ("Patient", "Date of birth", "Sex", "female", "male", "Age: {} years", "Exam date", "Scanner", "Printed", "RESULTS", "IMPRESSION"),
    "de": ("Name", "Geburtsdatum", "Geschlecht", "weiblich", "männlich", "Alter: {} Jahre", "Untersuchungsdatum", "Gerät", "Gedruckt", "BEFUND", "BEURTEILUNG"),
    "fr": ("Nom", "Date de naissance", "Sexe", "féminin", "masculin", "{} ans, patient", "Date d'examen", "Appareil", "Imprimé le", "RÉSULTATS", "CONCLUSION"),
    "es": ("Nombre", "Fecha de nacimiento", "Sexo", "femenino", "masculino", "Edad: {} años", "Fecha del estudio", "Equipo", "Impreso", "RESULTADOS", "CONCLUSIÓN"),
    "pt": ("Nome", "Data de nascimento", "Sexo", "feminino", "masculino", "Idade: {} anos", "Data do exame", "Equipamento", "Impresso", "RESULTADOS", "CONCLUSÃO"),
    "it": ("Nome", "Data di nascita", "Sesso", "femminile", "maschile", "Età: {} anni", "Data esame", "Apparecchio", "Stampato", "RISULTATI", "CONCLUSIONI"),
    "tr": ("Ad", "Doğum tarihi", "Cinsiyet", "kadın", "erkek", "Yaş: {}", "Çekim tarihi", "Cihaz", "Basım tarihi", "BULGULAR", "SONUÇ"),
    "zh": ("姓名", "出生日期", "性别", "女", "男", "年龄：{}岁", "检查日期", "仪器", "打印日期", "结果", "结论"),
}  # fmt: skip
BEFORE = {
    "en": "Prior scan of {day}: {place} {t} {old}.", "de": "Voruntersuchung vom {day}: {place} {t} {old}.",
    "fr": "Examen précédent du {day} : {place} {t} {old}.", "es": "Estudio previo del {day}: {place} {t} {old}.",
    "pt": "Exame anterior de {day}: {place} {t} {old}.", "it": "Esame precedente del {day}: {place} {t} {old}.",
    "tr": "Önceki tetkik {day}: {place} {t} {old}.", "zh": "既往检查 {day}：{place} {t} {old}。",
}  # fmt: skip
CHANGE = {
    "en": "{place}: a decrease of {c}% since the previous scan.", "de": "{place}: Abnahme um {c} % seit der Voruntersuchung.",
    "fr": "{place} : baisse de {c} % depuis l'examen précédent.", "es": "{place}: descenso de {c} % desde el estudio previo.",
    "pt": "{place}: redução de {c} % desde o exame anterior.", "it": "{place}: riduzione del {c} % rispetto al precedente.",
    "tr": "{place}: önceki tetkike göre %{c} azalma.", "zh": "{place}：较上次下降 {c}%。",
}  # fmt: skip
FRAX = {
    "en": "FRAX 10-year probability: major osteoporotic fracture {m}%, hip fracture {h}%.",
    "de": "FRAX 10-Jahres-Risiko: Major osteoporotische Fraktur {m} %, Hüftfraktur {h} %.",
    "fr": "FRAX à 10 ans : fracture ostéoporotique majeure {m} %, fracture de hanche {h} %.",
    "es": "FRAX a 10 años: fractura osteoporótica mayor {m} %, fractura de cadera {h} %.",
    "pt": "FRAX em 10 anos: fratura osteoporótica maior {m} %, fratura de quadril {h} %.",
    "it": "FRAX a 10 anni: frattura osteoporotica maggiore {m} %, frattura di femore {h} %.",
    "tr": "FRAX 10 yıllık: majör osteoporotik kırık %{m}, kalça kırığı %{h}.",
    "zh": "FRAX 10年概率：主要骨质疏松性骨折 {m}%，髋部骨折 {h}%。",
}  # fmt: skip
FOOT = (
    "Height 160.2 cm, weight 62.5 kg, BMI 24.4.", "TBS L1-L4: 1.214.", "Precision 0.010 g/cm2, LSC 2.8%.", "25-OH vitamin D 22.1 ng/mL.",
    "Dose 0.037 mGy, 76.0 kV, 0.150 mA.", "Page 1 of 2 - Version 18.10", "Tel. 030 555-1234", "NHANES III, 1.2 million exams",
)  # fmt: skip
MACHINES = (("GE Lunar", "Prodigy"), ("GE Lunar", "iDXA"), ("Hologic", "Discovery"), ("Hologic", "Horizon W"))
PLACES = (("lumbar_spine", "L1-L4", None), ("hip", "neck", "left"), ("hip", "total", "left"), ("hip", "neck", "right"), ("hip", "total", "right"))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """One person with one scan, and an earlier one."""

    style: Style
    rows: list[Row]
    old: list[float]  # an earlier T-score of each row
    day: tuple[int, int, int]
    old_day: tuple[int, int, int]
    born: tuple[int, int, int]
    age: int
    is_woman: bool
    machine: tuple[str, str]
    frax: tuple[float, float] | None
    change: float | None  # of the first row
    foot: tuple[str, ...]

    @property
    def words(self):
        return HEAD[self.style.language]

    def comma(self, value):
        return f"{value:.1f}".replace(".", self.style.words()[6])

    def show(self, day):
        y, m, d = day
        return {"en": f"{m:02}/{d:02}/{y}", "zh": f"{y}年{m}月{d}日", "de": f"{d:02}.{m:02}.{y}", "tr": f"{d:02}.{m:02}.{y}"}.get(
            self.style.language, f"{d:02}/{m:02}/{y}"
        )  # fmt: skip

    def label(self):
        rows = [
            {
                "site": row.site, "region": row.region, "side": row.side, "bmd_g_cm2": row.bmd, "t_score": row.t,
                "z_score": row.z, "percent_change": None if self.change is None or at else -self.change,
                "secondary": False,
            }
            for at, row in enumerate(self.rows)
        ]  # fmt: skip
        present = {row.t for row in self.rows}
        traps = [{"field": "t_score", "value": v} for v in (-1.0, -2.5, *self.old) if v not in present]
        maker, model = self.machine
        return {
            "measurements": rows,
            "scan_date": "{}-{:02}-{:02}".format(*self.day),
            "device": {"maker": maker, "model": model},
            "age": self.age,
            "sex": "female" if self.is_woman else "male",
            "frax_mof": self.frax and self.frax[0],
            "frax_hip": self.frax and self.frax[1],
            "optional": [],
            "must_not_extract": traps,
        }


def case(language, dice, *, plain=False):
    """A case with random numbers; `plain` for a PDF whose font has no rare signs."""
    rows = []
    for place in PLACES[: dice.choice((2, 3, 5))]:
        t = round(dice.uniform(-4, 1.4), 1)
        rows.append(
            Row(*place, round(0.95 + 0.11 * t + dice.uniform(-0.03, 0.03), 3), t, round(t + dice.uniform(0.3, 1.9), 1))
        )
    year, month, day = dice.randint(2015, 2025), dice.randint(1, 12), dice.randint(13, 28)
    age = dice.randint(52, 86)
    return Case(
        style=Style(
            language=language,
            minus="-" if plain else dice.choice(("-", "\u2212", "\u2013")),
            plus=dice.choice(("", "+")),
            gap=dice.randint(2, 6),
            right=dice.random() < 0.3,
        ),
        rows=rows,
        old=[round(row.t + dice.choice((-0.7, -0.3, 0.4, 0.6)), 1) for row in rows],
        day=(year, month, day),
        old_day=(year - dice.randint(1, 4), dice.randint(1, 12), dice.randint(13, 28)),
        born=(year - age - 1, 12, 28),
        age=age,
        is_woman=dice.random() < 0.7,
        machine=dice.choice(MACHINES),
        frax=None if dice.random() < 0.3 else (round(dice.uniform(4, 35), 1), round(dice.uniform(0.2, 9.9), 1)),
        change=None if dice.random() < 0.5 else round(dice.uniform(0.6, 9), 1),
        foot=tuple(dice.sample(FOOT, 3)),
    )


def head(c, dice, joint="\n"):
    name, birth, sex, woman, man, age, exam, scanner, *_ = c.words
    lines = [
        f"{name}: XXXX",
        f"{birth}: {c.show(c.born)}",
        f"{sex}: {woman if c.is_woman else man}",
        age.format(c.age),
        f"{exam}: {c.show(c.day)}",
        f"{scanner}: {' '.join(c.machine)}",
    ]
    dice.shuffle(lines)
    return joint.join(lines)


def tail(c, dice):
    """What follows the results: the earlier scan, the change, FRAX, the limits of the classes, the foot."""
    language, first = c.style.language, c.rows[0]
    t, place = c.style.words()[4], c.style.name(first)
    parts = [BEFORE[language].format(day=c.show(c.old_day), place=place, t=t, old=c.style.score(c.old[0]))]
    if c.change is not None:
        parts.append(CHANGE[language].format(place=place, c=c.comma(c.change)))
    if c.frax:
        parts.append(FRAX[language].format(m=c.comma(c.frax[0]), h=c.comma(c.frax[1])))
    dice.shuffle(parts)
    return "\n\n".join([*parts, c.style.boilerplate(), *c.foot, f"{c.words[8]}: {c.show((2026, 11, 27))}"])


def said(c, row, *, units=True, order="btz"):
    _, _, _, bmd, t, z, *_ = c.style.words()
    parts = {
        "b": f"{bmd} {c.style.density(row.bmd)}{' g/cm²' if units else ''}",
        "t": f"{t} {c.style.score(row.t)}",
        "z": f"{z} {c.style.score(row.z)}",
    }
    return [parts[key] for key in order]


def clinic_letter(c, dice):
    """One line a site below a head in one line; the conclusion says the T-scores again."""
    lines = [f"{c.style.name(row)}: {', '.join(said(c, row, order=dice.choice(('btz', 'tzb'))))}" for row in c.rows]
    t = c.style.words()[4]
    again = [f"{c.style.name(row)} {t} {c.style.score(row.t)}." for row in c.rows]
    return "\n".join([head(c, dice, " | "), "", c.words[9], *lines, "", c.words[10], *again, "", tail(c, dice)])


def numbered(c, dice):
    lines = [f"{at}. {c.style.name(row)} ({'; '.join(said(c, row))})" for at, row in enumerate(c.rows, start=1)]
    return "\n".join([head(c, dice), "", c.words[9] + ":", *lines, "", tail(c, dice)])


def one_number_a_line(c, dice):
    blocks = []
    for row in c.rows:
        blocks += [c.style.name(row), *(f"  {piece.replace(' ', ': ', 1) if '-' in piece[:2] else piece}" for piece in said(c, row)), ""]  # fmt: skip
    return "\n".join([head(c, dice), "", *blocks, tail(c, dice)])


def table_of_maker(c, dice):
    """With percent of the means, and the lines of a maker between."""
    _, _, _, bmd, t, z, *_ = c.style.words()
    first = dice.random() < 0.5
    cells = [["Region", f"{bmd} (g/cm²)", "YA (%)", t, "AM (%)", z] if first else ["Region", "Area (cm²)", "BMC (g)", f"{bmd} (g/cm²)", t, "PR (%)", z, "AM (%)"]]  # fmt: skip
    for row in c.rows:
        density, young, age = c.style.density(row.bmd), percent(row.t), percent(row.z)
        t_, z_ = c.style.score(row.t), c.style.score(row.z)
        name = c.style.name(row)
        cells.append([name, density, young, t_, age, z_] if first else [name, "45.21", f"{45.21 * row.bmd:.2f}", density, t_, young, z_, age])  # fmt: skip
    return "\n".join([head(c, dice), "", *aligned(c.style, cells), "", tail(c, dice)])


def table_with_trend(c, dice):
    """The present scan, then the trend of one site with its earlier scan."""
    _, _, _, bmd, t, z, *_ = c.style.words()
    cells = [["Region", t, z, bmd]]
    cells += [
        [c.style.name(row), c.style.score(row.t), c.style.score(row.z), c.style.density(row.bmd)] for row in c.rows
    ]
    first = c.rows[0]
    trend = [["Measured", bmd, t], [c.show(c.day), c.style.density(first.bmd), c.style.score(first.t)],
             [c.show(c.old_day), c.style.density(round(first.bmd + 0.02, 3)), c.style.score(c.old[0])]]  # fmt: skip
    return "\n".join(
        [head(c, dice), "", *aligned(c.style, cells), "", f"Trend: {c.style.name(first)}", "", *aligned(c.style, trend), "", tail(c, dice)]
    )  # fmt: skip


def bars(c, dice):
    sign = dice.choice((" | ", "\t", ";"))
    _, _, _, bmd, t, z, *_ = c.style.words()
    order = dice.sample(range(3), 3)
    lines = [sign.join(["Region", *([bmd, t, z][at] for at in order)])]
    for row in c.rows:
        cells = [c.style.density(row.bmd), c.style.score(row.t), c.style.score(row.z)]
        lines.append(sign.join([c.style.name(row), *(cells[at] for at in order)]))
    return "\n".join([head(c, dice), "", *lines, "", tail(c, dice)])


def two_pages(c, dice):
    half = len(c.rows) // 2
    first = replace(c, rows=c.rows[:half]) if half else c
    pages = [
        "\n".join(f"{c.style.name(row)}: {', '.join(said(c, row))}" for row in rows)
        for rows in (first.rows, c.rows[half:])
    ]
    return f"{head(c, dice)}\n\n{pages[0]}\n\f{c.words[0]}: XXXX\n\n{pages[1]}\n\n{tail(c, dice)}"


def markup(c, dice):
    _, _, _, bmd, t, z, *_ = c.style.words()
    rows = [["Region", bmd, t, z]]
    rows += [[c.style.name(r), c.style.density(r.bmd), c.style.score(r.t), c.style.score(r.z)] for r in c.rows]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    lines = "".join(f"<p>{line}</p>" for line in tail(c, dice).split("\n") if line)
    return (
        f"<html><body><h1>{c.words[9]}</h1><p>{head(c, dice, '<br/>')}</p><table>{table}</table>{lines}</body></html>"
    )


def wrapped_prose(c, dice):
    """Running text whose lines end where the margin is."""
    joint = "。" if c.style.language == "zh" else ". "
    text = joint.join(f"{c.style.name(row)}: {', '.join(said(c, row))}" for row in c.rows) + joint.strip()
    lines = textwrap.wrap(text, dice.randint(64, 90), break_long_words=False, break_on_hyphens=False)
    return "\n".join([head(c, dice), "", c.words[9], *lines, "", tail(c, dice)])


def portal(c, dice):
    """One result a line, with the range in which it should lie."""
    _, _, _, bmd, t, z, *_ = c.style.words()
    cells = [["Test", "Result", "Reference range"]]
    for row in c.rows:
        name = c.style.name(row)
        cells.append([f"{name} {bmd}", f"{c.style.density(row.bmd)} g/cm²", ""])
        cells.append([f"{name} {t}", c.style.score(row.t), "> -1.0"])
        cells.append([f"{name} {z}", c.style.score(row.z), "> -2.0"])
    return "\n".join([head(c, dice), "", *aligned(c.style, cells), "", tail(c, dice)])


def with_vertebrae(c, dice):
    """Every vertebra, and parts of the hip that decide nothing."""
    _, _, _, bmd, t, z, *_ = c.style.words()
    cells = [["Region", bmd, t, z]]
    for row in c.rows:
        if row.site == "lumbar_spine":
            cells += [[f"L{at}", "0.999" if c.style.words()[6] == "." else "0,999", c.style.score(row.t), c.style.score(row.z)] for at in (1, 2, 3, 4)]  # fmt: skip
        cells.append([c.style.name(row), c.style.density(row.bmd), c.style.score(row.t), c.style.score(row.z)])
    return "\n".join([head(c, dice), "", *aligned(c.style, cells), "", tail(c, dice)])


WHOLE = (
    clinic_letter, numbered, one_number_a_line, table_of_maker, table_with_trend, bars, two_pages, markup, wrapped_prose,
    portal, with_vertebrae,
)  # fmt: skip
LATIN = ("en", "de", "fr", "es", "pt", "it")  # what the font of our pages can show
ON_PAPER = (clinic_letter, numbered, table_of_maker, table_with_trend, two_pages, portal, with_vertebrae)


def whole_reports(times=1):
    """Every template in every language: name, text, label."""
    for template in WHOLE:
        for language in LANGUAGES:
            for number in range(times):
                name = f"{template.__name__} {language} {number}"
                dice = random.Random(name)
                c = case(language, dice)
                yield name, template(c, dice), label_of(template, c)


def label_of(template, c):
    """The label of a case in one layout."""
    label = c.label()
    if template is with_vertebrae:
        first = c.rows[0]
        for at in (1, 2, 3, 4):
            row = {"site": "lumbar_spine", "region": f"L{at}", "side": None, "bmd_g_cm2": 0.999, "t_score": first.t, "z_score": first.z}  # fmt: skip
            label["measurements"].append({**row, "percent_change": None, "secondary": True})
    return label


def papers(times=1):
    """Reports as PDF in the languages of its font: drawn line by line, or column by column; name, file, label."""
    for template in ON_PAPER:
        for language in LATIN:
            for number in range(times):
                name = f"paper {template.__name__} {language} {number}"
                dice = random.Random(name)
                c = case(language, dice, plain=True)
                yield name, on_paper(template(c, dice), by_column=dice.random() < 0.5), label_of(template, c)


def on_paper(text, *, by_column):
    """A text as PDF, each cell of a line at its place; `by_column` draws what stands left first, as makers do."""
    pages = []
    for sheet in text.replace("\u2264", "<=").split("\f"):
        lines = sheet.split("\n")
        for start in range(0, len(lines), 54):
            words = [
                (40 + 5.5 * cell.start(), 30 + 14 * at, cell[0])
                for at, line in enumerate(lines[start : start + 54])
                for cell in re.finditer(r"\S+(?: \S+)*", line)
            ]
            pages.append(sorted(words) if by_column else words)
    return page(*pages)
