/// What is looked for in a training that failed.
enum FailureSign: Hashable, Sendable {
  /// The last row in which a layer went dead, and stayed so.
  case deadLayer
  /// The first epoch whose loss rose; the first that is not finite where none did.
  case firstRise
  /// The epoch with the largest loss.
  case largestLoss
  /// An epoch, counted from 1.
  case epoch(Int)
}

/// Where a training failed.
enum FailurePlace: Hashable, Sendable {
  /// A row, counted from zero, from which on a layer is dead.
  case dead(layer: Int, row: Int)
  /// An epoch, counted from 1.
  case epoch(Int)
}
