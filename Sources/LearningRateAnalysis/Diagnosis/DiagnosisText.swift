import Numerals

/// How sentences about a training write its results.
extension SweepSummary {
  /// The number of epochs in words: `68 epochs`.
  var epochWords: String { "\(epochs) epoch\(epochs == 1 ? "" : "s")" }

  /// Whether the losses of several epochs are one number to the digits that sentences give.
  var isFlat: Bool {
    // The digits are compared only where they can be the same.
    epochs > 1 && largest <= 1.01 * smallest && roundedText(smallest) == roundedText(largest)
      && roundedText(first) == roundedText(last)
  }

  /// How many samples are classified right in the end, as a sentence with a space before it; empty
  /// where the network tells no classes apart.
  var accuracyWords: String {
    accuracy.map { " In the end \(roundedText($0 * 100)) % of the samples are classified right." }
      ?? ""
  }

  /// When the loss first reached a tenth or a hundredth, as the end of a sentence; empty for never.
  var reachWords: String {
    switch (epochTo10Percent, epochTo1Percent) {
    case (_, let epoch?): "; 1 % of the first was reached in epoch \(epoch)"
    case (let epoch?, nil): "; 10 % of the first was reached in epoch \(epoch)"
    case (nil, nil): ""
    }
  }
}

/// A number in its shortest form.
func shortText(_ value: Double) -> String { NumberText.shortest(value) }

/// A number to four significant digits.
func roundedText(_ value: Double) -> String { NumberText.significant(value, 4) }
