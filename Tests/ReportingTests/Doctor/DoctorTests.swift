import Publishing
import TestSupport
import Testing

@testable import Reporting

@Suite("What the doctor finds")
struct DoctorTests {
  @Test("A workbook stores a number with a point and at least 16 digits")
  func numbers() throws {
    let stored = try WorkbookNumbers.stored(0.1 + 0.2)
    let value = try #require(Double(stored))
    #expect((value - 0.3).magnitude < 1e-15)
    #expect(try WorkbookNumbers.stored(-2.5e-7) == "-2.5E-07")
  }

  @Test("Everything is looked at, and what is missing comes with advice")
  func findings() throws {
    let folder = try TemporaryFolder()
    let findings = Doctor(environment: [
      "PATH": folder.path, "HOME": folder.path, "GRADBOOK_SOFFICE": folder.file("no-office"),
      "GRADBOOK_DATA_DIR": folder.file("no-data"), "LC_ALL": "de_DE.UTF-8",
    ]).examine()
    #expect(
      findings.map(\.subject).prefix(7)
        == ["libraries", "convolutions", "fonts", "numbers", "locale", "templates", "LibreOffice"])
    let office = try #require(findings.first { $0.subject == "LibreOffice" })
    #expect(office.state == .note)
    #expect(
      office.text == "\(folder.file("no-office")), which GRADBOOK_SOFFICE names, is no program")
    let locale = try #require(findings.first { $0.subject == "locale" })
    #expect(locale.state == .good)
    #expect(locale.text.hasPrefix("de_DE.UTF-8"))
    for finding in findings where finding.state != .good { #expect(!finding.advice.isEmpty) }
  }

  @Test("A folder that is not there asks for another name, and only damaged files are to go")
  func dataAdvice() throws {
    let folder = try TemporaryFolder()
    func mnist() throws -> Doctor.Finding {
      let environment = ["GRADBOOK_DATA_DIR": folder.file("data")]
      let findings = Doctor(environment: environment).examine()
      return try #require(findings.first { $0.subject == "MNIST" })
    }
    let absent = try mnist()
    #expect(absent.state == .bad && absent.text == "There is no folder \(folder.file("data")).")
    #expect(absent.advice == "Correct GRADBOOK_DATA_DIR, which names the folder, or unset it.")
    for part in ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"] {
      try folder.write("data/\(part)-ubyte", "no digits")
    }
    #expect(try mnist().advice == "Remove the damaged files, then run report data fetch.")
  }

  @Test("Templates that are not there are told of once, with one advice")
  func templateAdvice() throws {
    let error = ReportError(.inputMissing, "The templates are not in /x. Install them.")
    let absent = Doctor.templates { throw error }
    #expect(absent.state == .bad && absent.text == "not found")
    #expect(absent.advice == error.message)
    let folder = try TemporaryFolder()
    #expect(Doctor.templates { folder.path }.advice == "Install the program with make install.")
  }

  @Test("The text aligns its columns and puts advice on a line of its own")
  func text() {
    let text = Doctor.text([
      Doctor.Finding(subject: "a", state: .good, text: "there", advice: ""),
      Doctor.Finding(subject: "long", state: .bad, text: "gone", advice: "Bring it back."),
    ])
    #expect(
      text == """
        ok    a     there
        BAD   long  gone
                    Bring it back.

        """)
  }
}
