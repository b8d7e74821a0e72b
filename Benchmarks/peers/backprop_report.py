"""The worked example's sheets and figures with XlsxWriter and matplotlib: the tables, no checks."""

import sys

import peer

RATES = (0.1, 0.2, 0.5, 0.8, 1, 2, 1000)
NAMES = (
    "t1 t2 i1 i2 w1 w2 w3 w4 h1 a_h1 h2 a_h2 w5 w6 w7 w8 o1 a_o1 o2 a_o2 E1 E2 E_tot "
    "∂E/∂w1 ∂E/∂w2 ∂E/∂w3 ∂E/∂w4 ∂E/∂w5 ∂E/∂w6 ∂E/∂w7 ∂E/∂w8"
).split()


def setup():
    import math
    import os

    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import xlsxwriter
    from xlsxwriter.utility import xl_col_to_name

    folder, epochs = sys.argv[1], int(sys.argv[2])
    figures = len(sys.argv) < 4 or sys.argv[3] != "no-figures"
    letters = {name: xl_col_to_name(index + 1) for index, name in enumerate(NAMES)}

    def sigmoid(x):
        return 1 / (1 + math.exp(-x))

    def rows(rate):
        t1 = t2 = 0.5
        i1, i2 = 0.05, 0.1
        w = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55]
        for _ in range(epochs):
            h1, h2 = w[0] * i1 + w[1] * i2, w[2] * i1 + w[3] * i2
            a1, a2 = sigmoid(h1), sigmoid(h2)
            o1, o2 = w[4] * a1 + w[5] * a2, w[6] * a1 + w[7] * a2
            b1, b2 = sigmoid(o1), sigmoid(o2)
            e1, e2 = 0.5 * (t1 - b1) ** 2, 0.5 * (t2 - b2) ** 2
            d1, d2 = (b1 - t1) * b1 * (1 - b1), (b2 - t2) * b2 * (1 - b2)
            s1 = (d1 * w[4] + d2 * w[6]) * a1 * (1 - a1)
            s2 = (d1 * w[5] + d2 * w[7]) * a2 * (1 - a2)
            g = [s1 * i1, s1 * i2, s2 * i1, s2 * i2, d1 * a1, d1 * a2, d2 * a1, d2 * a2]
            yield [t1, t2, i1, i2, *w[:4], h1, a1, h2, a2, *w[4:], o1, b1, o2, b2, e1, e2, e1 + e2, *g]
            w = [x - rate * y for x, y in zip(w, g)]

    def formulas(row):
        c = {name: f"{letter}{row}" for name, letter in letters.items()}
        above = {name: f"{letter}{row - 1}" for name, letter in letters.items()}
        out = [f"={above[name]}" for name in NAMES[:4]]
        update = lambda k: f"={above[f'w{k}']}-$A$2*{above[f'∂E/∂w{k}']}"
        act = lambda x: f"=1/(1+EXP(-{c[x]}))"
        out += [update(k) for k in range(1, 5)]
        out += [f"={c['w1']}*{c['i1']}+{c['w2']}*{c['i2']}", act("h1")]
        out += [f"={c['w3']}*{c['i1']}+{c['w4']}*{c['i2']}", act("h2")]
        out += [update(k) for k in range(5, 9)]
        out += [f"={c['w5']}*{c['a_h1']}+{c['w6']}*{c['a_h2']}", act("o1")]
        out += [f"={c['w7']}*{c['a_h1']}+{c['w8']}*{c['a_h2']}", act("o2")]
        out += [f"=0.5*({c['t1']}-{c['a_o1']})^2", f"=0.5*({c['t2']}-{c['a_o2']})^2"]
        out += [f"={c['E1']}+{c['E2']}"]
        d1 = f"({c['a_o1']}-{c['t1']})*{c['a_o1']}*(1-{c['a_o1']})"
        d2 = f"({c['a_o2']}-{c['t2']})*{c['a_o2']}*(1-{c['a_o2']})"
        for h, (p, q) in (("a_h1", ("w5", "w7")), ("a_h2", ("w6", "w8"))):
            for i in ("i1", "i2"):
                out.append(f"=({d1}*{c[p]}+{d2}*{c[q]})*{c[h]}*(1-{c[h]})*{c[i]}")
        for d in (d1, d2):
            for h in ("a_h1", "a_h2"):
                out.append(f"={d}*{c[h]}")
        return out

    def plot(losses, path):
        figure = plt.figure(figsize=(7.74, 4.16), dpi=100, facecolor="#4472C4")
        axes = figure.add_axes((0.08, 0.1, 0.88, 0.75), facecolor="#4472C4")
        axes.plot(range(1, len(losses) + 1), losses, color="white", linewidth=3)
        axes.vlines(range(1, len(losses) + 1), 0, losses, color="white", alpha=0.3)
        axes.set_title("LOSS", color="white", weight="bold")
        axes.tick_params(colors="white")
        figure.savefig(path)
        plt.close(figure)

    def work():
        last = 0.0
        os.makedirs(folder, exist_ok=True)
        book = xlsxwriter.Workbook(
            f"{folder}/peer.xlsx", {"constant_memory": True} if epochs > 1000 else {})
        for rate in RATES:
            sheet = book.add_worksheet(f"lr {rate}")
            losses = []
            for row, values in enumerate(rows(rate)):
                if row == 0:
                    sheet.write_row(0, 0, ["η"])
                    sheet.write_number(1, 0, rate)
                    sheet.write_row(4, 0, ["epoch", *NAMES])
                sheet.write_number(row + 5, 0, row + 1)
                for column, text in enumerate(formulas(row + 6)):
                    if row == 0 and NAMES[column][0] in "tiw":
                        sheet.write_number(5, column + 1, values[column])
                    else:
                        sheet.write_formula(row + 5, column + 1, text, None, values[column])
                losses.append(values[22])
            last += losses[-1]
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": [f"lr {rate}", 5, 23, epochs + 4, 23]})
            sheet.insert_chart("AP1", chart)
            if figures:
                plot(losses, f"{folder}/loss-lr-{rate}.png")
        book.close()
        return repr(last)

    return f"XlsxWriter {xlsxwriter.__version__}, matplotlib {matplotlib.__version__}", work


peer.serve(setup)
