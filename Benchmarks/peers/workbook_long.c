/* The worked example's seven tables with libxlsxwriter driven from C: the same numbers, formulas,
   order of cells and constant-memory mode, without headers, notes and charts.

   cc -O2 workbook_long.c -o workbook_long -lxlsxwriter -lm
   workbook_long OUT.xlsx EPOCHS   prints the seconds it took and the sum of the losses of epoch 68. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xlsxwriter.h>

enum { COLUMNS = 31, FIRST_ROW = 5 };

static const double RATES[] = {0.1, 0.2, 0.5, 0.8, 1, 2, 1000};

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

/* One row of the table from the weights w; returns the loss and leaves the gradients in v[23..30]. */
static double row_values(const double w[8], double v[COLUMNS]) {
  double t1 = 0.5, t2 = 0.5, i1 = 0.05, i2 = 0.1;
  double h1 = w[0] * i1 + w[1] * i2, h2 = w[2] * i1 + w[3] * i2;
  double a1 = sigmoid(h1), a2 = sigmoid(h2);
  double o1 = w[4] * a1 + w[5] * a2, o2 = w[6] * a1 + w[7] * a2;
  double b1 = sigmoid(o1), b2 = sigmoid(o2);
  double e1 = 0.5 * ((t1 - b1) * (t1 - b1)), e2 = 0.5 * ((t2 - b2) * (t2 - b2));
  double d1 = (b1 - t1) * b1 * (1 - b1), d2 = (b2 - t2) * b2 * (1 - b2);
  double s1 = (d1 * w[4] + d2 * w[6]) * a1 * (1 - a1);
  double s2 = (d1 * w[5] + d2 * w[7]) * a2 * (1 - a2);
  double row[COLUMNS] = {t1,   t2,   i1,   i2, w[0], w[1], w[2], w[3],    h1,      a1,      h2,
                         a2,   w[4], w[5], w[6], w[7], o1, b1, o2,   b2,      e1,      e2,
                         e1 + e2, s1 * i1, s1 * i2, s2 * i1, s2 * i2, d1 * a1, d1 * a2,
                         d2 * a1, d2 * a2};
  for (int c = 0; c < COLUMNS; c++) v[c] = row[c];
  return e1 + e2;
}

/* The formula of a column in a row, counted from 1 as in the sheet; columns B to AF. */
static void formula(char *text, size_t size, int column, int r) {
  static const char *UPDATED[8] = {"F", "G", "H", "I", "N", "O", "P", "Q"};
  static const char *GRADIENT[8] = {"Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF"};
  static const char *GIVEN[4] = {"B", "C", "D", "E"};
  if (column < 4) {
    snprintf(text, size, "=%s%d", GIVEN[column], r - 1);
    return;
  }
  int weight = column < 8 ? column - 4 : column >= 12 && column < 16 ? column - 8 : -1;
  if (weight >= 0) {
    snprintf(text, size, "=%s%d-eta*%s%d", UPDATED[weight], r - 1, GRADIENT[weight], r - 1);
    return;
  }
  switch (column) {
  case 8: snprintf(text, size, "=F%d*D%d+G%d*E%d", r, r, r, r); break;
  case 9: snprintf(text, size, "=1/(1+EXP(MIN(-J%d,700)))", r); break;
  case 10: snprintf(text, size, "=H%d*D%d+I%d*E%d", r, r, r, r); break;
  case 11: snprintf(text, size, "=1/(1+EXP(MIN(-L%d,700)))", r); break;
  case 16: snprintf(text, size, "=N%d*K%d+O%d*M%d", r, r, r, r); break;
  case 17: snprintf(text, size, "=1/(1+EXP(MIN(-R%d,700)))", r); break;
  case 18: snprintf(text, size, "=P%d*K%d+Q%d*M%d", r, r, r, r); break;
  case 19: snprintf(text, size, "=1/(1+EXP(MIN(-T%d,700)))", r); break;
  case 20: snprintf(text, size, "=0.5*(B%d-S%d)^2", r, r); break;
  case 21: snprintf(text, size, "=0.5*(C%d-U%d)^2", r, r); break;
  case 22: snprintf(text, size, "=V%d+W%d", r, r); break;
  case 23: case 24: case 25: case 26: {
    const char *p = column < 25 ? "N" : "O", *q = column < 25 ? "P" : "Q";
    const char *a = column < 25 ? "K" : "M", *i = column % 2 ? "D" : "E";
    snprintf(text, size,
             "=((S%d-B%d)*S%d*(1-S%d)*%s%d+(U%d-C%d)*U%d*(1-U%d)*%s%d)*%s%d*(1-%s%d)*%s%d", r, r, r,
             r, p, r, r, r, r, r, q, r, a, r, a, r, i, r);
    break;
  }
  default: {
    const char *b = column < 29 ? "S" : "U", *t = column < 29 ? "B" : "C";
    snprintf(text, size, "=(%s%d-%s%d)*%s%d*(1-%s%d)*%s%d", b, r, t, r, b, r, b, r,
             column % 2 ? "K" : "M", r);
  }
  }
}

int main(int count, char **arguments) {
  if (count != 3) return 64;
  int epochs = atoi(arguments[2]);
  double start = seconds(), total = 0;
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt(arguments[1], &options);
  lxw_format *format = workbook_add_format(book);
  format_set_num_format(format, "0.000000000");
  for (size_t s = 0; s < sizeof RATES / sizeof *RATES; s++) {
    char name[32], text[256];
    snprintf(name, sizeof name, "lr %g", RATES[s]);
    lxw_worksheet *sheet = workbook_add_worksheet(book, name);
    snprintf(text, sizeof text, "'%s'!eta", name);
    char range[64];
    snprintf(range, sizeof range, "='%s'!$A$2", name);
    workbook_define_name(book, text, range);
    worksheet_write_number(sheet, 1, 0, RATES[s], NULL);
    double w[8] = {0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55}, v[COLUMNS];
    for (int e = 0; e < epochs; e++) {
      double loss = row_values(w, v);
      if (e == 67) total += loss;
      worksheet_write_number(sheet, FIRST_ROW + e, 0, e + 1, NULL);
      for (int c = 0; c < COLUMNS; c++) {
        formula(text, sizeof text, c, FIRST_ROW + e + 1);
        if (worksheet_write_formula_num(sheet, FIRST_ROW + e, c + 1, text, format, v[c])) return 1;
      }
      for (int k = 0; k < 8; k++) w[k] -= RATES[s] * v[23 + k];
    }
  }
  if (workbook_close(book)) return 1;
  printf("%.9f %.17g\n", seconds() - start, total);
  return 0;
}
