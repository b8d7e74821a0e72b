import ArgumentParser
import DatasetSources
import Publishing
import Reporting
import TextFormats

/// `report doctor`: what the program finds around itself.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks fonts, libraries, locale, LibreOffice and data sets.",
    discussion: examples([
      ("report doctor", "what is there, and what to do about the rest"),
      ("report doctor --format json", "for a program"),
    ]))

  /// The forms of the findings.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "The form of the findings.")
  var format = Format.text

  @OptionGroup var verbosity: VerbosityOptions

  func run() throws {
    let findings = Doctor(environment: ProcessEnvironment.variables).examine()
    // With --quiet only what is not as it should be is said.
    let bad = findings.filter { $0.state == .bad }.map(\.subject)
    guard !verbosity.quiet || format == .json || !bad.isEmpty else { return }
    switch format {
    case .text: StandardStreams.write(Terminal.harmless(Doctor.text(findings)))
    case .json: StandardStreams.write(Doctor.json(findings).text)
    }
    guard bad.isEmpty else {
      throw ReportError(.failed, "Not as it should be: \(bad.joined(separator: ", ")).")
    }
  }
}
