import ConvNet
import DatasetSources
import Datasets
import DocumentRendering
import Figures
import Glibc
import Publishing
import TextFormats
import WorkbookVerification

/// Looks at everything around the program that its results depend on, and says what to do.
package struct Doctor: Sendable {
  /// One thing that was looked at.
  package struct Finding: Sendable, Equatable {
    /// How it stands.
    package enum State: String, Sendable {
      /// As it should be.
      case good
      /// The program works, with less.
      case note
      /// Something will fail.
      case bad
    }

    /// What was looked at, in a word or two.
    package let subject: String
    /// How it stands.
    package let state: State
    /// What was found.
    package let text: String
    /// What to do; empty when nothing is.
    package let advice: String
    /// More about it, a line each, such as the checksums of files.
    package var details: [String] = []
  }

  private let environment: [String: String]

  /// Prepares an examination.
  ///
  /// - Parameter environment: The environment's variables.
  package init(environment: [String: String]) { self.environment = environment }

  /// Looks at everything.
  ///
  /// - Returns: The findings, in the order in which they are printed.
  package func examine() -> [Finding] {
    [libraries, convolutions, fonts, numbers, locale, templates, spreadsheet] + dataSets
  }

  private var libraries: Finding {
    let versions = Provenance.current.libraries.map { "\($0.name) \($0.value.string ?? "")" }
    return Finding(
      subject: "libraries", state: .good, text: versions.joined(separator: ", "), advice: "")
  }

  private var convolutions: Finding {
    do {
      let kernels = try ConvolutionKernels.current()
      return Finding(
        subject: "convolutions", state: kernels.usesReference ? .note : .good,
        text: "oneDNN's kernels for \(kernels.instructions):"
          + " \(kernels.implementations.joined(separator: ", "))",
        advice: kernels.warning ?? "")
    } catch {
      return Finding(
        subject: "convolutions", state: .bad, text: "\(error)",
        advice: "Reinstall oneDNN (libdnnl); nothing can be trained without it.")
    }
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

  private var templates: Finding { Self.templates { try TemplateLibrary.standardFolder() } }

  /// Looks at the templates.
  ///
  /// - Parameter find: Gives their folder, or throws a sentence that says what to do.
  /// - Returns: What was found.
  static func templates(_ find: () throws -> String) -> Finding {
    let subject = "templates"
    let folder: String
    do {
      folder = try find()
    } catch {
      return Finding(
        subject: subject, state: .bad, text: "not found", advice: ReportError(error).message)
    }
    do {
      _ = try TemplateLibrary(folder: folder)
      return Finding(subject: subject, state: .good, text: folder, advice: "")
    } catch {
      return Finding(
        subject: subject, state: .bad, text: ReportError(error).message,
        advice: "Install the program with make install.")
    }
  }

  private var spreadsheet: Finding {
    let subject = "LibreOffice"
    let use = "report verify recalculates the workbooks with it."
    guard let office = LibreOffice.find(environment: environment) else {
      if let named = environment["GRADBOOK_SOFFICE"] {
        return Finding(
          subject: subject, state: .note,
          text: "\(named), which GRADBOOK_SOFFICE names, is no program",
          advice: "Name one, or unset the variable: \(use)")
      }
      return Finding(
        subject: subject, state: .note, text: "not found",
        advice: "Install libreoffice-calc-nogui: \(use)")
    }
    do {
      return Finding(
        subject: subject, state: .good, text: "\(try office.version()) (\(office.path))", advice: ""
      )
    } catch {
      return Finding(
        subject: subject, state: .bad, text: ReportError(error).message,
        advice: "Reinstall libreoffice-calc-nogui: \(use)")
    }
  }

  private var dataSets: [Finding] {
    let mnist: Finding
    do {
      if let found = try MnistFolder.find(chosen: nil, environment: environment) {
        let loaded = try LoadedDataset.load(.mnist, folder: nil, environment: environment)
        let isOriginal = loaded.isOriginalMNIST
        mnist = Finding(
          subject: "MNIST", state: isOriginal ? .good : .note,
          text: found.folder
            + (isOriginal
              ? ", the four published files" : ", with files that differ from the published ones"),
          advice: isOriginal
            ? ""
            : "report data fetch --data-dir DIR brings the published files into another folder.",
          details: loaded.checksumLines)
      } else {
        let places = MnistFolder.usualFolders(environment: environment).joined(separator: ", ")
        mnist = Finding(
          subject: "MNIST", state: .note, text: "not found in \(places)",
          advice: "Run report data fetch; until then the network learns drawn digits.")
      }
    } catch {
      mnist = Finding(
        subject: "MNIST", state: .bad, text: ReportError(error).message,
        advice: advice(after: error))
    }
    return [
      mnist,
      Finding(
        subject: "digits", state: .good, text: "drawn by the program, always at hand", advice: ""),
    ]
  }

  /// What to do about a data set that cannot be used.
  ///
  /// Only files that are damaged have to go; where a folder was named that has none, its name is
  /// what to change.
  private func advice(after error: any Error) -> String {
    switch error {
    case DatasetError.damaged, DatasetError.mismatch:
      "Remove the damaged files, then run report data fetch."
    case _ where environment[MnistFolder.variable]?.isEmpty == false:
      "Correct \(MnistFolder.variable), which names the folder, or unset it."
    case DatasetError.missing:
      "Add what is missing with report data fetch --data-dir, or remove the files that are there."
    default: "Make the files readable, or remove them."
    }
  }
}
