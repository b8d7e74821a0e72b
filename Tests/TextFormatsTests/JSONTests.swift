import Testing

@testable import TextFormats

@Suite("JSON that is the same every time")
struct JSONTests {
  @Test("Order, shortest numbers, null for what is not finite, escapes")
  func writing() {
    let value: JSON = [
      "z": 1, "a": .number(0.1 + 0.2), "nan": .number(.nan), "inf": .number(-.infinity),
      "text": "∂E/∂w1 \"quoted\" \\ \n\u{1}", "rows": [1, 2.5, true, nil], "empty": [],
      "nested": [["k": "v"]], "none": [:],
    ]
    #expect(
      value.text == #"""
        {
          "z": 1,
          "a": 0.30000000000000004,
          "nan": null,
          "inf": null,
          "text": "∂E/∂w1 \"quoted\" \\ \n\u0001",
          "rows": [1, 2.5, true, null],
          "empty": [],
          "nested": [
            {
              "k": "v"
            }
          ],
          "none": {}
        }

        """#)
  }

  @Test(
    "What is written reads back to the same value",
    arguments: [
      JSON.null, true, 0, -17, .number(.leastNonzeroMagnitude), .number(1.7976931348623157e308),
      .number(-0.0),
      "a\u{1F600}\u{0}b", [[], [1, [2.5]]], ["a": ["b": nil]],
    ])
  func roundTrip(value: JSON) throws {
    #expect(try JSON.parse(value.text) == value)
    #expect(try JSON.parse(value.compactText) == value)
  }

  @Test(
    "Other writers' JSON is read",
    arguments: [
      (#" {"a" : [ 1 , 2.50e1 ] }"# + "\r\n", JSON.object([.init("a", [1, 25.0])])),
      (#""\u00e9\uD83D\uDE00\/\b\f""#, .string("é😀/\u{8}\u{C}")),
      ("36893488147419103232", .number(0x1p65)),
    ] as [(String, JSON)])
  func reading(text: String, value: JSON) throws {
    #expect(try JSON.parse(text) == value)
  }

  @Test(
    "Broken text is refused with its line",
    arguments: [
      "", "{", "[1,", "[1 2]", "{\"a\" 1}", "{a: 1}", "01", "1.", "-", "+1", "nul", "NaN", "\"a",
      "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\u{1}\"", "1 2", "1e999", "[1],",
    ])
  func broken(text: String) {
    let error = #expect(throws: JSONError.self) { try JSON.parse("\n\n" + text) }
    #expect(error?.line == 3)
  }

  @Test("Text that is nested 200 levels deep is read; deeper text is refused")
  func deep() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(try JSON.parse(nested(200)).array?.count == 1)
    #expect(throws: JSONError.self) { try JSON.parse(nested(201)) }
    #expect(throws: JSONError.self) { try JSON.parse(String(repeating: "[", count: 100_000)) }
  }
}
