import ConvNet
import Datasets
import Figures
package import Publishing
import TextFormats
import Workbook

extension Provenance {
  /// This program with the libraries that it is linked with.
  package static var current: Provenance {
    Provenance(libraries: [
      .init("Cairo", .string(LinkedCairo.version)),
      .init("libpng", .string(LinkedPng.version)),
      .init("libxlsxwriter", .string(LinkedXlsxWriter.version)),
      .init("oneDNN", .string(LinkedOneDNN.version)),
      .init("zlib", .string(LinkedZlib.version)),
    ])
  }
}
