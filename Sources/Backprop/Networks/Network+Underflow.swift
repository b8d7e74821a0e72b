extension Network {
  /// Whether training can square numbers, or raise them to powers, that are too small for that: what
  /// an optimizer keeps of gradients, a rate that falls, an output that comes to a target of zero.
  package var canUnderflow: Bool {
    !training.optimizer.isPlain || training.schedule != .constant
      || layers.contains { $0.activation == .tanh }
      || samples.contains { $0.targets.contains(0) }
  }
}
