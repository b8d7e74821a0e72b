/// A damaged copy of some bytes: a few of them flipped, replaced, removed, repeated or cut off.
///
/// - Parameters:
///   - bytes: The sound bytes, of which the first few hundred are hit most often.
///   - generator: Decides on the damage.
/// - Returns: The damaged copy.
public func mutated(_ bytes: [UInt8], using generator: inout SeededNumbers) -> [UInt8] {
  var result = bytes
  for _ in 0...Int.random(in: 0...3, using: &generator) {
    guard !result.isEmpty else { break }
    let reach = Bool.random(using: &generator) ? min(result.count, 400) : result.count
    let place = Int.random(in: 0..<reach, using: &generator)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: result[place] = UInt8.random(in: 0...255, using: &generator)
    case 2:
      result[place] = [0, 0xFF, 0x22, 0x7B, 0x7D, 0x39, 0x2D].randomElement(using: &generator) ?? 0
    case 3: result.remove(at: place)
    case 4: result.insert(UInt8.random(in: 0...255, using: &generator), at: place)
    case 5: result.removeSubrange(place...)
    default:
      let end = min(result.count, place + Int.random(in: 1...32, using: &generator))
      result.insert(contentsOf: result[place..<end], at: place)
    }
  }
  return result
}
