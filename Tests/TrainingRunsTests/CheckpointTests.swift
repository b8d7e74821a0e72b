import ConvNet
import Publishing
import SafeTensors
import TestSupport
import Testing
import TextFormats

@testable import RunRecords

@Suite("The checkpoint of a training run")
struct CheckpointTests {
  private func checkpoint() throws -> Checkpoint {
    var state = TrainingState(NetworkState(seed: 3))
    state.epoch = 3
    state.step = 12
    state.momentum[7] = 0.5
    var record = try RunFixture.record()
    record.history[2].heldOut.loss = .nan
    return Checkpoint(record: record, state: state)
  }

  @Test("Record, parameters, velocities and counters are read back bit for bit")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let written = try checkpoint()
    try written.write(in: folder.path)
    let read = try #require(try Checkpoint(in: folder.path))
    #expect(read.state == written.state)
    #expect(read.record.json.text == written.record.json.text)
    let record = try #require(try RunFolder(folder.path).latestRecord())
    #expect(record.json.text == read.record.json.text)
    Checkpoint.remove(in: folder.path)
    #expect(try Checkpoint(in: folder.path)?.state == nil)
  }

  @Test("Any damage to the tensors is found, as a tail of zeros after a loss of power")
  func damage() throws {
    let folder = try TemporaryFolder()
    try checkpoint().write(in: folder.path)
    let sound = try folder.bytes(Checkpoint.name)
    var zeroed = sound
    for index in zeroed.indices.suffix(4096) { zeroed[index] = 0 }
    var cases = [zeroed]
    let header = 8 + (0..<8).reduce(0) { $0 | Int(sound[$1]) << (8 * $1) }
    for index in stride(from: header, to: sound.count, by: 9973) {
      var flipped = sound
      flipped[index] ^= 1
      cases.append(flipped)
    }
    #expect(cases.count > 10)
    for bytes in cases {
      try folder.write(Checkpoint.name, bytes)
      for read in [
        { _ = try Checkpoint(in: folder.path) }, { _ = try RunFolder(folder.path).latestRecord() },
      ] {
        #expect { try read() } throws: {
          ReportError($0).message.contains(
            "checkpoint.safetensors is damaged: its content does not")
        }
      }
    }
  }

  @Test("Damage to the record inside is found, and so is a file without a checksum")
  func record() throws {
    let folder = try TemporaryFolder()
    try checkpoint().write(in: folder.path)
    let file = try TensorFile(contentsOfFile: folder.file(Checkpoint.name))
    var other = file
    other.metadata["run"] = file.metadata["run"]?.replacing("\"epochs\": 3", with: "\"epochs\": 4")
    #expect(other != file)
    var plain = file
    plain.metadata["sha256"] = nil
    for changed in [other, plain] {
      try folder.write(Checkpoint.name, changed.encoded())
      #expect(throws: ReportError.self) { try Checkpoint(in: folder.path) }
    }
  }
}
