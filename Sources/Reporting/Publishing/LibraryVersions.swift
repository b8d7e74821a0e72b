internal import ConvNet
internal import Datasets
internal import Figures
internal import Workbook

/// The C libraries that this program runs with, and their versions.
public enum LibraryVersions {
  /// Each library's name and version, as it says itself when the program runs.
  public static var all: [JSON.Member] {
    [
      .init("Cairo", .string(LinkedCairo.version)),
      .init("libpng", .string(LinkedPng.version)),
      .init("libxlsxwriter", .string(LinkedXlsxWriter.version)),
      .init("oneDNN", .string(LinkedOneDNN.version)),
      .init("zlib", .string(LinkedZlib.version)),
    ]
  }

  /// The text of `report --version`.
  public static var text: String {
    let lines = all.map { "  \($0.name) \($0.value.string ?? "")" }
    return (["\(Program.name) \(Program.version)"] + lines).joined(separator: "\n")
  }
}
