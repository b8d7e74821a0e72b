import Charts
import Testing

@Suite("Numbers are written the same everywhere")
struct NumberFormatTests {
  @Test(
    "A number in each form",
    arguments: [
      (NumberFormat.shortest, 0.1 + 0.2, "0.3"), (.shortest, 1e-25, "1e-25"),
      (.shortest, -0.0, "0"), (.shortest, 1_000_000, "1000000"), (.shortest, 1e300, "1e300"),
      (.shortest, 0.00001, "0.00001"), (.shortest, 123_456_789_012, "1.23456789012e11"),
      (.significant(4), 0.014181377, "0.01418"), (.significant(3), 99.96, "100"),
      (.significant(2), 0.00000999, "0.00001"), (.significant(4), 1.96837e-9, "1.968e-9"),
      (.fixed(2), 0.005, "0.01"), (.fixed(0), 0.5, "1"), (.fixed(3), -1.0005, "-1.001"),
      (.fixed(1), -0.04, "0.0"), (.fixed(2), 1e21, "1000000000000000000000.00"),
      (.percent(1), 0.975, "97.5%"), (.percent(0), 1, "100%"), (.percent(2), 0.9957, "99.57%"),
      (.powerOfTen, 0.001, "10⁻³"), (.powerOfTen, 2e15, "2·10¹⁵"), (.powerOfTen, 0, "0"),
      (.powerOfTen, -1.5e7, "-1.5·10⁷"), (.shortest, .nan, "NaN"), (.fixed(2), .infinity, "∞"),
      (.percent(1), -.infinity, "-∞"),
    ])
  func form(format: NumberFormat, value: Double, text: String) {
    #expect(format.text(value) == text)
  }

  @Test("Automatic labels share their decimals")
  func consistent() {
    #expect(NumberFormat.automatic.labels([0, 0.5, 1]) == ["0.0", "0.5", "1.0"])
    #expect(NumberFormat.automatic.labels([97.75, 98, 98.25]) == ["97.75", "98.00", "98.25"])
    #expect(NumberFormat.automatic.labels([0, 20, 40]) == ["0", "20", "40"])
    #expect(NumberFormat.automatic.labels([0, 1e-25]) == ["0", "1e-25"])
  }

  @Test("Logarithmic labels are plain near 1 and powers of ten elsewhere")
  func logarithmicLabels() {
    #expect(
      NumberFormat.automatic.labels([0.1, 1, 1000], isLogarithmic: true) == ["0.1", "1", "1000"])
    #expect(
      NumberFormat.automatic.labels([1e-8, 1e-4, 1], isLogarithmic: true)
        == ["10⁻⁸", "10⁻⁴", "10⁰"])
  }

  @Test(
    "Each form has a code for spreadsheets",
    arguments: [
      (NumberFormat.shortest, "General"), (.significant(3), "General"), (.fixed(0), "0"),
      (.fixed(3), "0.000"), (.percent(1), "0.0%"), (.powerOfTen, "0E+00"),
    ])
  func spreadsheetCode(format: NumberFormat, code: String) {
    #expect(format.spreadsheetCode() == code)
  }

  @Test("The automatic code has the decimals of the labels")
  func automaticCode() {
    #expect(NumberFormat.automatic.spreadsheetCode(for: [0, 0.25]) == "0.00")
    #expect(NumberFormat.automatic.spreadsheetCode(for: [0, 1e-25]) == "General")
  }
}
