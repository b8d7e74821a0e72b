import ArgumentParser
import Publishing
import Reporting
import WorkbookVerification

/// `report verify`: checks the files and recalculates the workbooks.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Recalculates the workbooks in LibreOffice and compares every cell; checks all files.",
    usage: "report verify <options>",
    discussion: examples([
      ("report verify", "checks everything in reports/"),
      ("report verify --output out", "checks another folder"),
      ("report verify --no-recalculate", "checks the files alone, without LibreOffice"),
    ]))

  @OptionGroup var output: OutputOptions

  @Flag(inversion: .prefixedNo, help: "Whether LibreOffice recalculates the workbooks.")
  var recalculate = true

  func run() throws {
    // Without it no workbook can be made again, which says nothing of the folder.
    _ = try SourceDate.current()
    let verification = try Verification.run(
      folder: output.output, libreOffice: recalculate ? LibreOffice.find() : nil,
      recalculates: recalculate, recipes: WorkbookRecipes.all, provenance: .current,
      progress: output.console.progress)
    let failure = verification.officeFailure
    if !output.verbosity.quiet || verification.differs || failure != nil {
      output.console.result(verification.text)
    }
    if verification.differs {
      throw ReportError(
        .differs, "\(output.output) is not what its settings give; the lines above say where.")
    }
    if failure != nil {
      throw ReportError(
        .failed, "The workbooks were not recalculated; --no-recalculate leaves that out.")
    }
  }
}
