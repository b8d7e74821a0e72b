/// Published data sets in MNIST's form that are known by the checksums of their archives.
///
/// The SHA-256 of `.gz` files as they are published: of Fashion-MNIST by Zalando Research
/// (github.com/zalandoresearch/fashion-mnist), of KMNIST by ROIS-DS (codh.rois.ac.jp/kmnist); both
/// stand in `url_checksums` of TensorFlow Datasets.
package enum PublishedArchive: String, Sendable, CaseIterable {
  /// Clothes of ten kinds.
  case fashionMNIST = "fashion-mnist"
  /// Ten cursive Japanese characters.
  case kmnist = "kmnist"

  /// The SHA-256 of an archive, in hexadecimal digits.
  ///
  /// - Parameter part: Which of the four files.
  /// - Returns: The checksum.
  package func sha256(of part: MnistPart) -> String {
    switch (self, part) {
    case (.fashionMNIST, .trainingImages):
      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"
    case (.fashionMNIST, .trainingLabels):
      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"
    case (.fashionMNIST, .testImages):
      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"
    case (.fashionMNIST, .testLabels):
      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"
    case (.kmnist, .trainingImages):
      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"
    case (.kmnist, .trainingLabels):
      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"
    case (.kmnist, .testImages):
      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"
    case (.kmnist, .testLabels):
      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"
    }
  }

  /// The data set whose archives have these checksums; nil for none.
  ///
  /// - Parameter checksums: The SHA-256 of each archive.
  package init?(_ checksums: [MnistPart: String]) {
    let found = Self.allCases.first { archive in
      MnistPart.allCases.allSatisfy { checksums[$0] == archive.sha256(of: $0) }
    }
    guard let found else { return nil }
    self = found
  }
}
