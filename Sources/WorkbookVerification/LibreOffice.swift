import Foundation
import Publishing

/// Runs LibreOffice without a window, to let it calculate workbooks.
package struct LibreOffice: Sendable {
  /// The path of the program.
  package let path: String

  /// A program at a known path.
  package init(path: String) { self.path = path }

  /// Looks for the program.
  ///
  /// - Parameter variables: The environment, this process's own when nil: `GRADBOOK_SOFFICE` names
  ///   the program; where it is empty or not set, `PATH` and the usual places are searched.
  /// - Returns: The program, or nil when there is none.
  package static func find(
    environment variables: [String: String]? = nil
  ) -> LibreOffice? {
    let environment = variables ?? ProcessInfo.processInfo.environment
    if let named = environment["GRADBOOK_SOFFICE"], !named.isEmpty {
      return isProgram(named) ? LibreOffice(path: named) : nil
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let candidates =
      folders.flatMap { ["\($0)/soffice", "\($0)/libreoffice"] }
      + ["/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice"]
    return candidates.first(where: isProgram).map(LibreOffice.init(path:))
  }

  private static func isProgram(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: path) && !FileSystem.isFolder(path)
  }

  /// What the program says of its version, such as `LibreOffice 7.4.7.2`.
  ///
  /// - Throws: `ReportError`: `failed` if it does not start or says nothing of use, `cannotWrite`
  ///   if there is no place for what it says.
  package func version() throws -> String {
    let said = try ScratchFolder.lend { folder in
      try run([Self.profile(in: folder), "--version"], log: folder + "/log", limit: 60)
    }
    // Other libraries may complain before it, of a home folder that cannot be written, say.
    guard
      let match = said.firstMatch(of: #/(?:^|\n)(LibreOffice[A-Za-z]* [0-9][^ \n]*)/#)
    else {
      throw ReportError(.failed, "\(path) does not say which version of LibreOffice it is.")
    }
    return String(match.1)
  }

  private static func profile(in folder: String) -> String {
    "-env:UserInstallation=\(URL(fileURLWithPath: folder + "/profile").absoluteString)"
  }

  /// Opens workbooks and saves each as a flat spreadsheet file (`.fods`).
  ///
  /// The profile is made for this call and thrown away, because a person's own may say that
  /// formulas are not to be calculated, and because a second LibreOffice with the same profile would
  /// hand its work to the first and return at once.
  ///
  /// - Parameters:
  ///   - workbooks: The bytes of the workbooks, made by this program.
  ///   - folder: An existing folder for the results and the profile.
  ///   - limit: Seconds after which the program is stopped, for all workbooks together.
  /// - Returns: The path of the result for each workbook, in order; nil for one that LibreOffice
  ///   cannot open.
  /// - Throws: `ReportError`: `failed` when it converts none of them, with what it said;
  ///   `cannotWrite` where there is no place for the results.
  package func flatFiles(
    of workbooks: [[UInt8]], in folder: String, limit: Double = 600
  ) throws -> [String?] {
    let clock = ContinuousClock()
    let begin = clock.now
    let profile = folder + "/profile"
    try FileSystem.makeFolder(profile + "/user")
    try AtomicFile.write(
      Self.settings, to: profile + "/user/registrymodifications.xcu")
    let copies = workbooks.indices.map { "\(folder)/book-\($0).xlsx" }
    for (copy, workbook) in zip(copies, workbooks) {
      try AtomicFile.write(workbook, to: copy)
    }
    func convert(_ copies: [String]) throws {
      _ = try run(
        [
          Self.profile(in: folder), "--headless", "--norestore", "--nologo", "--convert-to", "fods",
          "--outdir", folder,
        ] + copies, log: folder + "/log",
        limit: max(1, limit - begin.duration(to: clock.now) / .seconds(1)))
    }
    let results = workbooks.indices.map { "\(folder)/book-\($0).fods" }
    // One workbook that it cannot open ends its work for those that follow.
    var failure: (any Error)?
    do { try convert(copies) } catch { failure = error }
    for (result, copy) in zip(results, copies)
    where workbooks.count > 1 && !FileSystem.exists(result) {
      do { try convert([copy]) } catch { failure = error }
    }
    if let failure, !results.contains(where: FileSystem.exists), !Self.isOfTheFile(failure) {
      throw failure
    }
    return results.map { FileSystem.exists($0) ? $0 : nil }
  }

  /// Whether a failure is that of a file and not of LibreOffice itself.
  private static func isOfTheFile(_ failure: any Error) -> Bool {
    ReportError(failure).message.contains("source file could not be loaded")
  }

  /// What one process of LibreOffice may use: some gigabytes of memory for the largest workbooks
  /// here, and no file that fills a disk.
  private static func limits(seconds: Double) -> ChildProcess.Limits {
    ChildProcess.Limits(
      seconds: seconds, memory: 8 << 30, fileSize: 4 << 30, logSize: logLimit)
  }

  /// The most that LibreOffice may say, in bytes.
  private static let logLimit = 1 << 20

  private func run(_ arguments: [String], log: String, limit: Double) throws -> String {
    // A number that a formula joins to a text has a decimal comma in other languages.
    var variables = ProcessInfo.processInfo.environment
    variables["LC_ALL"] = "C.UTF-8"
    variables["LANGUAGE"] = nil
    // What it leaves behind when it is ended goes with the folder.
    variables["TMPDIR"] = FileSystem.folder(of: log)
    let process = ChildProcess(path: path, arguments: arguments, environment: variables)
    let end = try process.run(log: log, limits: Self.limits(seconds: limit))
    let said = (try? FileSystem.readText(log, limit: Self.logLimit)) ?? ""
    let start = said.split(whereSeparator: \.isNewline).prefix(4).joined(separator: "; ")
    let how: String
    switch end {
    case .code(0): return said
    case .timeout:
      throw ReportError(
        .failed, "LibreOffice (\(path)) did not finish within \(limit) seconds and was stopped.")
    case .talkative:
      throw ReportError(.failed, "LibreOffice (\(path)) said more than a megabyte and was stopped.")
    case .code(let code): how = "ended with code \(code)"
    case .signal(let signal): how = "was ended by signal \(signal)"
    }
    throw ReportError(
      .failed,
      "LibreOffice (\(path)) \(how)"
        + (start.isEmpty ? ", without a word." : ". It said: \(start)"))
  }

  /// Says that every formula is calculated when a workbook is opened: 0 is "always".
  private static let settings = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry">
      <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
        <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
      </item>
    </oor:items>

    """
}
