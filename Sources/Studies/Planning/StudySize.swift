import ConvNet
import Glibc
import Numerals
import Publishing
import RunRecords

/// How many bytes a study takes on a disk, from what its files are made of.
struct StudySize: Sendable, Equatable {
  /// The results of trials, one folder each.
  let results: Int
  /// The largest checkpoint of a trial that runs, beside the one that it replaces.
  let checkpoint: Int
  /// The plan, and what a merge writes: tables, workbook, figures and document.
  let merged: Int

  /// All that the study writes.
  var total: Int { results + checkpoint + merged }

  /// Reckons the size of trials that are to be run.
  ///
  /// - Parameter trials: The trials.
  init(_ trials: [Trial]) {
    var (results, epochs, largest) = (0, 0, 0)
    var known: [(Architecture, Int)] = []
    for trial in trials {
      let (settings, architecture) = (trial.settings, trial.settings.architecture)
      let text =
        1_240 + 720 * settings.epochs
        + (architecture == .article ? 0 : 190 * architecture.stages.count)
      // A folder, a lock that is empty, and the text in whole blocks.
      results += Self.block + (text + Self.block - 1) / Self.block * Self.block
      epochs += settings.epochs
      var parameters = known.first { $0.0 == architecture }?.1
      if parameters == nil {
        let layout = ParameterLayout(architecture)
        parameters = layout.parameterCount + layout.statisticCount
        known.append((architecture, parameters ?? 0))
      }
      // Parameters, velocities and squares of 4 bytes each, the results so far, and a header.
      largest = max(largest, 12 * (parameters ?? 0) + text + 8_192)
    }
    self.results = results
    checkpoint = 2 * largest
    merged = 800_000 + trials.count * 2_500 + epochs * 300
  }

  /// What a disk usually gives a file at least.
  private static let block = 4_096
}

/// How much room a disk has.
enum DiskSpace {
  /// The bytes that are free where a folder is or will be made.
  ///
  /// - Parameter folder: A folder, which need not exist.
  /// - Returns: The bytes; nil where the file system does not say.
  static func free(at folder: String) -> Int? {
    var place = folder
    while !FileSystem.exists(place) {
      let above = FileSystem.folder(of: place)
      guard above != place else { return nil }
      place = above
    }
    var status = statvfs()
    guard statvfs(place, &status) == 0, status.f_blocks > 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  /// Refuses a folder whose disk has no room for what is to be written.
  ///
  /// - Parameters:
  ///   - bytes: How much is to be written.
  ///   - what: What is written, such as `the study`.
  ///   - folder: The folder, for the message.
  ///   - free: The bytes that are free; nil where that is not known.
  /// - Throws: `ReportError` of category `cannotWrite`.
  static func check(
    _ bytes: Int, of what: String, in folder: String, free: Int?
  ) throws(ReportError) {
    guard let free, free < bytes else { return }
    throw ReportError(
      .cannotWrite,
      "\(folder) has room for \(FixedText.grouped(free)) bytes, and \(what) may take"
        + " \(FixedText.grouped(bytes)). Free some space, or plan the study into a folder on another"
        + " disk.")
  }
}
