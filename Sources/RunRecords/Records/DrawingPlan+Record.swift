package import DatasetSources

extension DrawingPlan {
  /// The plan of a set that a record describes; nil where its numbers make no sense.
  ///
  /// - Parameter record: What a run's record says of its images.
  package init?(of record: DatasetRecord) {
    guard Self.counts.contains(record.trainingCount), Self.counts.contains(record.testCount)
    else { return nil }
    self.init(trainingCount: record.trainingCount, testCount: record.testCount)
  }
}
