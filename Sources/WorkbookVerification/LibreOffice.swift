import Publishing
import Workbook
import Foundation

/// Runs LibreOffice without a window, to let it calculate workbooks.
package struct LibreOffice: Sendable {
  /// The path of the program.
  package let path: String

  /// A program at a known path.
  package init(path: String) { self.path = path }

  /// Looks for the program.
  ///
  /// - Parameter variables: The environment, this process's own when nil: `GRADBOOK_SOFFICE` names
  ///   the program; else `PATH` and the usual places are searched.
  /// - Returns: The program, or nil when there is none.
  package static func find(
    environment variables: [String: String]? = nil
  ) -> LibreOffice? {
    let environment = variables ?? ProcessInfo.processInfo.environment
    if let named = environment["GRADBOOK_SOFFICE"] {
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
    let folder = try ScratchFolder()
    let said = try run(
      [Self.profile(in: folder.path), "--version"], log: folder.path + "/log", limit: 60)
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

  /// Whether formulas are calculated when a workbook is opened.
  package enum Recalculation: Sendable {
    /// Every formula is.
    case always
    /// None is: what the file stores is taken.
    case never
  }

  /// Opens workbooks and saves each as a flat spreadsheet file (`.fods`).
  ///
  /// The profile is made for this call and thrown away, because a person's own may say that
  /// formulas are not to be calculated, and because a second LibreOffice with the same profile would
  /// hand its work to the first and return at once.
  ///
  /// - Parameters:
  ///   - workbooks: The paths of the workbooks.
  ///   - folder: An existing folder for the results and the profile.
  ///   - recalculation: Whether formulas are calculated.
  ///   - limit: Seconds after which the program is stopped.
  /// - Returns: The path of the result for each workbook, in order; nil for one that LibreOffice
  ///   cannot open.
  /// - Throws: `ReportError`: `failed` when it converts none of them, with what it said;
  ///   `cannotWrite` where there is no place for the results.
  package func flatFiles(
    of workbooks: [String], in folder: String, recalculation: Recalculation = .always,
    limit: Double = 600
  ) throws -> [String?] {
    let profile = folder + "/profile"
    try FileSystem.makeFolder(profile + "/user")
    try AtomicFile.write(
      Self.settings(recalculation), to: profile + "/user/registrymodifications.xcu")
    // Workbooks of the same name would overwrite each other's results.
    let copies = workbooks.indices.map { "\(folder)/book-\($0).xlsx" }
    for (copy, workbook) in zip(copies, workbooks) {
      try AtomicFile.write(try FileSystem.read(workbook), to: copy)
    }
    func convert(_ copies: [String]) throws {
      _ = try run(
        [
          Self.profile(in: folder), "--headless", "--norestore", "--nologo", "--convert-to", "fods",
          "--outdir", folder,
        ] + copies, log: folder + "/log", limit: limit)
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

  private func run(_ arguments: [String], log: String, limit: Double) throws -> String {
    try AtomicFile.write("", to: log)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // A number that a formula joins to a text has a decimal comma in other languages.
    var variables = ProcessInfo.processInfo.environment
    variables["LC_ALL"] = "C.UTF-8"
    variables["LANGUAGE"] = nil
    // What it leaves behind when it is ended goes with the folder.
    variables["TMPDIR"] = FileSystem.folder(of: log)
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try ChildProcesses.start(process) } catch {
      throw ReportError(.failed, "\(path) could not be started: \(error.localizedDescription)")
    }
    defer { ChildProcesses.forget(process.processIdentifier) }
    if ended.wait(timeout: .now() + limit) == .timedOut {
      ChildProcesses.end(process.processIdentifier)
      throw ReportError(
        .failed, "LibreOffice (\(path)) did not finish within \(limit) seconds and was stopped.")
    }
    let said = (try? FileSystem.readText(log, limit: 1 << 20)) ?? ""
    let start = said.split(whereSeparator: \.isNewline).prefix(4).joined(separator: "; ")
    guard process.terminationStatus == 0 else {
      throw ReportError(
        .failed,
        "LibreOffice (\(path)) ended with code \(process.terminationStatus)"
          + (start.isEmpty ? ", without a word." : ". It said: \(start)"))
    }
    return said
  }

  private static func settings(_ recalculation: Recalculation) -> String {
    // 0 is "always", 1 "never".
    let mode = recalculation == .always ? 0 : 1
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
          <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>\(mode)</value></prop>
        </item>
      </oor:items>

      """
  }
}
