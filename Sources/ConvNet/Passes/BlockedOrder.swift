/// How the elements of a stage's output lie in memory: `[images][blocks][spatialSize][block]`.
struct BlockedOrder: Sendable {
  /// Output channels, without those that only fill blocks.
  let channels: Int
  /// Blocks of output channels.
  let blocks: Int
  /// How many channels stand side by side.
  let block: Int
  /// Height times width.
  let spatialSize: Int

  /// Elements of one image, without those that only fill blocks.
  var logicalElementsPerImage: Int { channels * spatialSize }

  /// Where an element lies in memory.
  ///
  /// - Parameter position: The element's place in the logical order `[N, C, H, W]`.
  /// - Returns: Its offset from the first image's first element.
  @inline(__always)
  func offset(of position: Int) -> Int {
    // 32 bits divide faster than 64, and a shard has far fewer elements.
    let (position, size) = (UInt32(truncatingIfNeeded: position), UInt32(spatialSize))
    let plane = position / size
    let place = Int(position &- plane &* size)
    let image = plane / UInt32(channels)
    let channel = Int(plane &- image &* UInt32(channels))
    let row = (Int(image) &* blocks &+ channel / block) &* spatialSize &+ place
    return row &* block &+ channel % block
  }
}
