import Backprop
import Workbook

/// Writes the worked example's files: workbook, tables, sweep and figures.
public enum WorkedExamplePublication {
  /// The folder inside the output folder.
  public static let folder = "backpropagation"

  /// The workbook's cells as text.
  static let textTwinName = "backpropagation.cells.tsv"

  /// Above this number of cells a workbook has no text twin: nobody reads such a difference.
  static let mostTwinCells = 200_000

  /// Computes the example and publishes its files.
  ///
  /// The workbook and the figures are made side by side. Nothing is put in its place before
  /// everything is made.
  ///
  /// - Parameters:
  ///   - settings: what to compute.
  ///   - output: the output folder.
  ///   - progress: hears how far the work has come.
  /// - Returns: the files, sorted by name.
  /// - Throws: `ReportError` and the errors of the modules below.
  public static func publish(
    _ settings: WorkedExampleSettings, to output: String, progress: @escaping ProgressHandler
  ) async throws -> [PublishedFile] {
    let created = try SourceDate.current()
    try settings.check()
    let publisher = try Publisher(folder: output)
    let example = try WorkedExample(settings)
    progress(
      .began(
        "Worked example: \(settings.network.summary), "
          + FixedText.counted(settings.epochs, "epoch")))
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (shown, others) = example.figuresByUse
      let formats = FigureFormat.standard.union(settings.writesPDF ? [.pdf] : [])
      group.addTask {
        let pictures = try FigureRendering.stage(
          shown, in: WorkedExample.figureFolder, formats: formats, with: publisher)
        let book = try example.book(
          pictures: pictures.map { EmbeddedFigure($0) }, created: created)
        async let twin = book.cellCount <= mostTwinCells ? book.textTwin() : nil
        try publisher.stage("\(folder)/backpropagation.xlsx") { path in
          try book.write(inPlace: path)
        }
        if let twin = await twin {
          try publisher.stage("\(folder)/\(textTwinName)", bytes: twin)
        } else {
          progress(
            .noted(
              "No \(textTwinName): \(FixedText.grouped(book.cellCount)) cells are more than the "
                + "\(FixedText.grouped(mostTwinCells)) that anybody reads line by line."))
        }
      }
      group.addTask {
        try FigureRendering.stage(
          others, in: WorkedExample.figureFolder, formats: formats, with: publisher)
        for table in example.tables {
          let name = WorkedExample.tableName(learningRate: table.learningRate)
          try publisher.stage("\(folder)/\(name)", text: example.csv(table))
        }
        try publisher.stage("\(folder)/sweep.csv", text: example.sweepCSV)
      }
      try await group.waitForAll()
    }
    return try publisher.publish(as: section(settings))
  }

  /// What the manifest says of the files.
  static func section(_ settings: WorkedExampleSettings) -> ManifestSection {
    ManifestSection(
      name: folder, command: "report backprop",
      settings: settings.json,
      inputs: settings.networkFile.map { [.init($0.name, .string($0.sha256))] } ?? [],
      libraries: LibraryVersions.all)
  }
}
