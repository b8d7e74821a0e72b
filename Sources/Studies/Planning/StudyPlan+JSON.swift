package import Publishing
import RunRecords
import TextFormats

extension StudyPlan {
  /// The largest size of a plan's file, in bytes.
  private static let sizeLimit = 1 << 30

  /// The text of `plan.json`.
  var json: JSON {
    .object([
      .init("schemaVersion", .integer(Self.schemaVersion)),
      .init("program", .string(program)), .init("name", .string(name)),
      .init("source", .string(source)), .init("fingerprint", .string(fingerprint)),
      .init("dataset", dataset.json), .init("images", images.json),
      .init("base", .object(base.members)),
      .init("grid", .array(keys.map { .string($0) })),
      .init(
        "trials",
        .array(
          trials.map { trial in
            .object([
              .init("trial", .integer(trial.number)),
              .init("values", .array(trial.values.map { .string($0) })),
              .init("settings", .object(changes(of: trial))),
              .init("fingerprint", .string(trial.fingerprint)),
            ])
          })),
    ])
  }

  /// The settings in which a trial differs from the others' common ones.
  private func changes(of trial: Trial) -> [JSON.Member] {
    RunSettings.all.compactMap { setting in
      setting.isEqual(in: trial.settings, base)
        ? nil : JSON.Member(setting.name, setting.json(in: trial.settings))
    }
  }

  /// Reads the plan of a study's folder.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: `ReportError` of category `inputMissing` if there is none; `badData` if it is damaged
  ///   or was planned by another version of the program.
  package init(in folder: String) throws(ReportError) {
    let path = FileSystem.join(folder, Self.fileName)
    guard FileSystem.exists(path) else {
      throw ReportError(
        .inputMissing,
        "\(folder) holds no plan of a study. `report study plan FILE --output \(folder)` makes one."
      )
    }
    let json: JSON
    do {
      json = try JSON.parse(try FileSystem.read(path, limit: Self.sizeLimit))
    } catch let error as JSONError {
      throw ReportError(.badData, "\(path) is damaged (\(error)). Plan the study again.")
    } catch {
      throw ReportError(error)
    }
    func damaged(_ what: String) -> ReportError {
      ReportError(.badData, "\(path) is damaged: \(what). Plan the study again.")
    }
    guard json["schemaVersion"]?.integer == Self.schemaVersion,
      let program = json["program"]?.string
    else { throw damaged("its schemaVersion is not \(Self.schemaVersion)") }
    guard program == Program.version else {
      throw ReportError(
        .badData,
        "\(path) was planned by version \(program.plainLine), and this is \(Program.version): their"
          + " results cannot be merged. Plan the study again into another folder.")
    }
    guard let dataset = json["dataset"].flatMap(StudyDataset.init),
      let images = json["images"].flatMap(DatasetRecord.init)
    else { throw damaged("its images are not described") }
    let base: RunSettings
    do { base = try RunSettings(json["base"] ?? .null) } catch {
      throw damaged("the setting \(error.name) is missing or has no valid value")
    }
    let keys = (json["grid"]?.array ?? []).compactMap(\.string)
    let fingerprints = TrialFingerprints(
      context: Self.context(of: images, program: program), base: base)
    let known = Dictionary(uniqueKeysWithValues: RunSettings.all.map { ($0.name, $0) })
    var trials: [Trial] = []
    for (index, item) in (json["trials"]?.array ?? []).enumerated() {
      var settings = base
      for member in item["settings"]?.members ?? [] {
        guard known[member.name]?.take(member.value, into: &settings) == true else {
          throw damaged("trial \(index + 1) has no valid \(member.name.plainLine)")
        }
      }
      let trial = Trial(
        number: index + 1, values: (item["values"]?.array ?? []).compactMap(\.string),
        settings: settings, fingerprints: fingerprints)
      guard item["trial"]?.integer == trial.number, trial.values.count == keys.count,
        item["fingerprint"]?.string == trial.fingerprint
      else { throw damaged("trial \(index + 1) does not have its fingerprint") }
      trials.append(trial)
    }
    guard !trials.isEmpty, keys.allSatisfy({ StudyKey.named($0) != nil }) else {
      throw damaged("it has no trials")
    }
    self.init(
      name: (json["name"]?.string ?? "").plainLine, source: json["source"]?.string ?? "",
      dataset: dataset, images: images, base: base, keys: keys, trials: trials, program: program)
    guard json["fingerprint"]?.string == fingerprint else {
      throw damaged("it does not have its fingerprint")
    }
  }

  /// Writes the plan into a study's folder.
  ///
  /// - Parameter folder: The folder; it is made if it is missing.
  /// - Throws: `ReportError` of category `cannotWrite`.
  package func write(in folder: String) throws(ReportError) {
    try AtomicFile.write(json.compactText + "\n", to: FileSystem.join(folder, Self.fileName))
  }
}
