/// Formats that people mistake for safetensors, recognized by their first bytes.
public enum FileFormat: Sendable, Equatable, CaseIterable {
  /// A ZIP archive, as `torch.save` has written since PyTorch 1.6.
  case zip
  /// A Python pickle, as `torch.save` wrote before.
  case pickle
  /// A web page.
  case webPage
  /// The few lines that Git LFS keeps in place of a large file.
  case lfsPointer
  /// A gzip archive.
  case gzip
  /// HDF5, as Keras writes.
  case hdf5
  /// GGUF, as llama.cpp reads.
  case gguf

  /// Finds out a file's format; nil if it is none of these.
  ///
  /// - Parameter bytes: The whole file, or its beginning.
  public init?(_ bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(512))
    func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
    let text = start.drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    // A safetensors header is shorter than 2³² bytes and begins with a brace.
    let isSafetensors =
      start.dropFirst(4).prefix(4).elementsEqual([0, 0, 0, 0])
      && start.dropFirst(8).first == UInt8(ascii: "{")
    guard !isSafetensors else { return nil }
    if begins("PK\u{03}\u{04}") || begins("PK\u{05}\u{06}") {
      self = .zip
    } else if start.first == 0x80, (2...5).contains(start.dropFirst().first ?? 0) {
      self = .pickle
    } else if begins("version https://git-lfs.github.com/") {
      self = .lfsPointer
    } else if start.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if start.starts(with: [0x89]) && start.dropFirst().starts(with: "HDF\r\n".utf8) {
      self = .hdf5
    } else if begins("GGUF") {
      self = .gguf
    } else if text.first == UInt8(ascii: "<") {
      self = .webPage
    } else {
      return nil
    }
  }

  /// What the file is, as the end of a sentence.
  public var title: String {
    switch self {
    case .zip: "a ZIP archive, the form in which torch.save writes"
    case .pickle: "a Python pickle, the form in which torch.save used to write"
    case .webPage: "a web page"
    case .lfsPointer: "a pointer of Git LFS to a file that was not fetched"
    case .gzip: "a gzip archive"
    case .hdf5: "an HDF5 file"
    case .gguf: "a GGUF file"
    }
  }

  /// What to do, as a sentence.
  public var advice: String {
    switch self {
    case .zip, .pickle:
      "Load it in Python and write its state_dict with safetensors.torch.save_file."
    case .webPage: "Download the file itself: a server's message was saved under its name."
    case .lfsPointer: "Fetch it with `git lfs pull`."
    case .gzip: "Unpack it first."
    case .hdf5, .gguf: "Write the weights as safetensors with the program that made them."
    }
  }
}
