import Datasets
import Testing

@Suite("Published data sets, known by the checksums of their archives")
struct PublishedArchiveTests {
  @Test("Four checksums name a data set; three and those of another do not")
  func names() throws {
    for archive in PublishedArchive.allCases {
      var checksums = Dictionary(
        uniqueKeysWithValues: MnistPart.allCases.map { ($0, archive.sha256(of: $0)) })
      #expect(checksums.values.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
      #expect(PublishedArchive(checksums) == archive)
      let last = checksums.removeValue(forKey: .testLabels)
      #expect(PublishedArchive(checksums) == nil)
      checksums[.testLabels] = PublishedArchive.allCases.first { $0 != archive }?
        .sha256(of: .testLabels)
      #expect(checksums[.testLabels] != last && PublishedArchive(checksums) == nil)
    }
    let all = PublishedArchive.allCases.flatMap { archive in
      MnistPart.allCases.map { archive.sha256(of: $0) }
    }
    #expect(Set(all).count == all.count)
  }
}
