package import Backprop

/// Evenly spaced inputs that cover the samples, with some room around them.
package struct InputGrid: Sendable {
  /// The positions of each input, from the lowest to the highest.
  package let positions: [[Double]]

  /// Positions for the inputs of a network.
  ///
  /// - Parameters:
  ///   - samples: The samples to cover; at least one.
  ///   - count: The number of positions, 2 or more.
  package init(over samples: [Network.Sample], count: Int) {
    positions = samples[0].inputs.indices.map { input in
      let values = samples.map { $0.inputs[input] }
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      let room = high > low ? (high - low) * Self.room : 1
      let (start, end) = (low - room, high + room)
      return (0..<count).map { index in
        // Rounded to a part of the distance that nobody sees, so that labels are short.
        let exact = start + (end - start) * Double(index) / Double(count - 1)
        return Self.rounded(exact, to: (end - start) / 1e6)
      }
    }
  }

  /// How far the positions go beyond the samples, as a part of their spread.
  private static let room = 0.25

  private static func rounded(_ value: Double, to unit: Double) -> Double {
    // A power of ten that is not above the unit: its reciprocal is a whole number for small units.
    var scale = 1.0
    while scale * unit < 1, scale < 1e12 { scale *= 10 }
    return (value * scale).rounded() / scale
  }
}
