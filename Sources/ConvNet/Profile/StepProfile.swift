/// Where the time of training steps goes, added up over all threads.
@_spi(Benchmarking) public struct StepProfile: Sendable, Equatable {
  /// What a thread does.
  public enum Kind: Int, Sendable, CaseIterable {
    /// Augmentation and normalization of images.
    case loading
    /// Convolutions with ReLU, forward.
    case forward
    /// Gradients of convolutions with respect to their weights.
    case weightGradient
    /// Gradients of convolutions with respect to what they read.
    case dataGradient
    /// Max pool and global average pool, forward and backward.
    case pooling
    /// Setting elements to zero.
    case dropout
    /// Sums and sums of squares for batch norms.
    case statistics
    /// The element-wise part of the backward pass: ReLU, dropout and batch norm at once.
    case masking
    /// What one thread does for all: sums over shards, loss, folding, update.
    case alone
    /// Waiting for other threads.
    case waiting

    /// A few words for a table.
    public var title: String {
      switch self {
      case .loading: "loading, augmentation"
      case .forward: "convolution forward"
      case .weightGradient: "convolution weight gradient"
      case .dataGradient: "convolution data gradient"
      case .pooling: "pooling"
      case .dropout: "dropout"
      case .statistics: "batch statistics"
      case .masking: "ReLU, dropout, batch norm backward"
      case .alone: "sums, loss, folding, update"
      case .waiting: "waiting"
      }
    }

    /// Whether oneDNN does it.
    public var isConvolution: Bool {
      self == .forward || self == .weightGradient || self == .dataGradient
    }
  }

  /// Nanoseconds of each kind, in the order of `Kind.allCases`.
  public private(set) var nanoseconds = [UInt64](repeating: 0, count: Kind.allCases.count)

  /// Seconds of one kind.
  public func seconds(_ kind: Kind) -> Double { Double(nanoseconds[kind.rawValue]) * 1e-9 }

  /// Seconds of all kinds.
  public var total: Double { Double(nanoseconds.reduce(0, +)) * 1e-9 }

  mutating func add(_ other: UnsafePointer<UInt64>) {
    for index in nanoseconds.indices { nanoseconds[index] += other[index] }
  }
}
