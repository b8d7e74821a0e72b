internal import Datasets
internal import Figures
import Glibc
internal import Workbook

/// Looks at everything around the program that its results depend on, and says what to do.
public struct Doctor: Sendable {
  /// One thing that was looked at.
  public struct Finding: Sendable, Equatable {
    /// How it stands.
    public enum State: String, Sendable {
      /// As it should be.
      case good
      /// The program works, with less.
      case note
      /// Something will fail.
      case bad
    }

    /// What was looked at, in a word or two.
    public let subject: String
    /// How it stands.
    public let state: State
    /// What was found.
    public let text: String
    /// What to do; empty when nothing is.
    public let advice: String
  }

  private let environment: [String: String]

  /// Prepares an examination.
  ///
  /// - Parameter environment: The environment's variables.
  public init(environment: [String: String]) { self.environment = environment }

  /// Looks at everything.
  ///
  /// - Returns: The findings, in the order in which they are told.
  public func examine() -> [Finding] {
    [libraries, fonts, numbers, locale, templates, spreadsheet] + dataSets
  }

  private var libraries: Finding {
    let versions = LibraryVersions.all.map { "\($0.name) \($0.value.string ?? "")" }
    return Finding(
      subject: "libraries", state: .good, text: versions.joined(separator: ", "), advice: "")
  }

  private var fonts: Finding {
    do {
      let fonts = try Typography.system()
      let folder = FileSystem.folder(of: fonts.paths[0])
      return Finding(
        subject: "fonts", state: .good,
        text: "DejaVu Sans in \(folder), with \(Typography.requiredCharacters)", advice: "")
    } catch {
      return Finding(
        subject: "fonts", state: .bad, text: "\(error)",
        advice: "Install fonts-dejavu-core, or name a folder with GRADBOOK_FONTS.")
    }
  }

  /// How many digits libxlsxwriter keeps depends on how it was built.
  private var numbers: Finding {
    do {
      let stored = try WorkbookNumbers.stored(0.1 + 0.2)
      let isExact = Double(stored) == 0.1 + 0.2
      return Finding(
        subject: "numbers", state: stored.contains(",") ? .bad : .good,
        text: "a workbook stores 0.1 + 0.2 as \(stored)"
          + (isExact ? "" : "; 16 significant digits, the last bit may differ"),
        advice: stored.contains(",")
          ? "Something has set a locale with a decimal comma inside this process."
          : isExact ? "" : "Use the CSV and JSON files where every bit matters.")
    } catch {
      return Finding(
        subject: "numbers", state: .bad, text: "\(ReportError(error).message)",
        advice: "Check that TMPDIR names a folder that can be written.")
    }
  }

  private var locale: Finding {
    let name =
      ["LC_ALL", "LC_NUMERIC", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let point = localeconv().pointee.decimal_point.map { String(cString: $0) } ?? "."
    return Finding(
      subject: "locale", state: point == "." ? .good : .bad,
      text: "\(name); numbers are written with '\(point)' whatever the locale says",
      advice: point == "." ? "" : "Start the program with LC_ALL=C.")
  }

  private var templates: Finding {
    do {
      let folder = try TemplateLibrary.standardFolder()
      _ = try TemplateLibrary(folder: folder)
      return Finding(subject: "templates", state: .good, text: folder, advice: "")
    } catch {
      return Finding(
        subject: "templates", state: .bad, text: ReportError(error).message,
        advice: "Install the program with make install.")
    }
  }

  private var spreadsheet: Finding {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let places =
      environment["GRADBOOK_SOFFICE"].map { [$0] }
      ?? folders.map { FileSystem.join($0, "soffice") }
    guard let office = places.first(where: { access($0, X_OK) == 0 }) else {
      return Finding(
        subject: "LibreOffice", state: .note, text: "not found",
        advice: "Install libreoffice-calc-nogui: report verify recalculates the workbooks with it.")
    }
    return Finding(subject: "LibreOffice", state: .good, text: office, advice: "")
  }

  private var dataSets: [Finding] {
    let mnist: Finding
    do {
      if let found = try MnistFolder.find(chosen: nil, environment: environment) {
        let loaded = try LoadedDataset.load(.mnist, folder: nil, environment: environment)
        mnist = Finding(
          subject: "MNIST", state: loaded.isOriginalMNIST ? .good : .note,
          text: found.folder
            + (loaded.isOriginalMNIST
              ? ", the four published files" : ", with files that differ from the published ones"),
          advice: loaded.isOriginalMNIST ? "" : "Run report data fetch for the published files.")
      } else {
        let places = MnistFolder.usualFolders(environment: environment).joined(separator: ", ")
        mnist = Finding(
          subject: "MNIST", state: .note, text: "not found in \(places)",
          advice: "Run report data fetch; until then the network learns drawn digits.")
      }
    } catch {
      mnist = Finding(
        subject: "MNIST", state: .bad, text: ReportError(error).message,
        advice: "Remove the damaged files, then run report data fetch.")
    }
    return [
      mnist,
      Finding(
        subject: "digits", state: .good, text: "drawn by the program, always at hand", advice: ""),
    ]
  }
}

extension Doctor {
  /// The findings for a terminal: a mark, what was looked at, what was found, what to do.
  ///
  /// - Parameter findings: What ``examine()`` has found.
  /// - Returns: One or two lines a finding.
  public static func text(_ findings: [Finding]) -> String {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.map { finding in
      let mark =
        switch finding.state {
        case .good: "ok  "
        case .note: "note"
        case .bad: "BAD "
        }
      let gap = String(repeating: " ", count: width - finding.subject.count)
      let line = "\(mark)  \(finding.subject)\(gap)  \(finding.text)\n"
      let indent = String(repeating: " ", count: 8 + width)
      return finding.advice.isEmpty ? line : line + indent + finding.advice + "\n"
    }.joined()
  }

  /// The findings as JSON.
  ///
  /// - Parameter findings: What ``examine()`` has found.
  /// - Returns: An object with one member a finding.
  public static func json(_ findings: [Finding]) -> JSON {
    [
      "schemaVersion": 1,
      "findings": .array(
        findings.map { finding in
          [
            "subject": .string(finding.subject), "state": .string(finding.state.rawValue),
            "text": .string(finding.text), "advice": .string(finding.advice),
          ]
        }),
    ]
  }
}
