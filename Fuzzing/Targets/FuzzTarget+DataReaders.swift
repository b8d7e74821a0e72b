import ConvNet
import Datasets
import RunRecords
import SafeTensors
import TextFormats

extension FuzzTarget {
  /// Readers of data files.
  static let dataReaders = [
    FuzzTarget(name: "idx") { _ = try? IdxFile(bytes: $0, file: "f") },
    FuzzTarget(name: "gzip") { bytes in
      let limit = 1 << 20
      guard let content = try? Gzip.unpack(bytes, limit: limit, file: "f") else { return }
      try require(content.count <= limit, "No more than \(limit) bytes are unpacked.")
    },
    FuzzTarget(name: "safetensors") { bytes in
      guard let file = try? TensorFile(bytes: bytes, file: "f") else { return }
      let again = try? TensorFile(bytes: file.encoded(), file: "f")
      try require(
        again?.tensors == file.tensors && again?.metadata == file.metadata,
        "A file that is written again holds the same tensors.")
      _ = try? NetworkState(from: file)
    },
    FuzzTarget(name: "json") { bytes in
      guard let json = try? JSON.parse(bytes) else { return }
      try require(
        (try? JSON.parse(json.text)) == json, "\(json.text) is read as the value that it was.")
      try require(
        (try? JSON.parse(json.compactText)) == json,
        "\(json.compactText) is read as the value that it was.")
    },
    FuzzTarget(name: "run") { bytes in
      guard let json = try? JSON.parse(bytes), let record = try? RunRecord(json, file: "f") else {
        return
      }
      let text = record.json.text
      let again = try? RunRecord(JSON.parse(text), file: "f")
      try require(again?.json.text == text, "A record that is written again is the same.")
    },
  ]
}
