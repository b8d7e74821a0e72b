import ArchitectureFiles
import ConvNet
import Datasets
import Publishing
import RunRecords

/// A value of a setting in a study.
struct StudyValue: Sendable {
  /// The value as tables and legends show it: a word, a number, or the name of an architecture's file.
  let text: String
  /// The architecture, where the setting is one.
  let architecture: ArchitectureFile?

  init(_ text: String, architecture: ArchitectureFile? = nil) {
    self.text = text
    self.architecture = architecture
  }

  /// Puts the value into settings.
  ///
  /// - Parameters:
  ///   - key: The setting.
  ///   - settings: Receive the value.
  ///   - images: The images that an architecture has to fit.
  /// - Returns: Why the setting cannot have the value; nil if it can.
  func apply(
    to key: StudyKey, in settings: inout RunSettings, images: LabeledImages
  ) -> String? {
    guard let architecture else { return key.setting.take(word: text, into: &settings) }
    do {
      settings.architecture = try architecture.architecture(for: images.size)
    } catch {
      return error.message
    }
    guard settings.architecture.classCount == images.classCount else {
      return
        "\(architecture.file): the last stage has \(settings.architecture.classCount) channels, "
        + "and the images are of \(images.classCount) classes"
    }
    return nil
  }
}
