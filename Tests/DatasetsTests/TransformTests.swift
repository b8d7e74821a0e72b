import Foundation
import SafeTensors
import TestSupport
import Testing

@testable import Datasets

@Suite("The article's changes to images")
struct TransformTests {
  @Test("64 images come out byte for byte as torchvision and Pillow make them")
  func parity() throws {
    let file = try TensorFile(contentsOfFile: Fixture.path("transforms.safetensors"))
    let images: [UInt8] = try file.values("images", shape: [64, 28, 28])
    let expected: [UInt8] = try file.values("expected", shape: [64, 28, 28])
    let angles: [Double] = try file.values("angle_degrees", shape: [64])
    let crops: [UInt8] = try file.values("center_crop_22", shape: [64])
    let set = LabeledImages(pixels: images, labels: [UInt8](repeating: 0, count: 64))
    let reference = LabeledImages(pixels: expected, labels: set.labels)
    let augmentation = Augmentation()
    for index in 0..<64 {
      let change = Augmentation.Change(isCropped: crops[index] != 0, degrees: angles[index])
      #expect(
        augmentation.apply(change, to: set.image(index)) == reference.image(index),
        "image \(index), \(change)")
    }
    #expect(crops.contains(0) && crops.contains(1))
  }

  @Test("A turn by 0 degrees changes nothing, and a quarter turn moves every pixel to its place")
  func rightAngles() {
    let image = (0..<784).map { UInt8($0 % 251) }
    let turned = { (degrees: Double) in
      Augmentation().apply(.init(isCropped: false, degrees: degrees), to: image)
    }
    #expect(turned(0) == image)
    #expect(turned(360) == image)
    #expect(turned(180) == image.reversed())
    for y in 0..<28 {
      for x in 0..<28 {
        #expect(turned(90)[y * 28 + x] == image[x * 28 + 27 - y])
      }
    }
  }

  @Test("An image of one gray stays so when it is enlarged", arguments: [0, 1, 127, 254, 255])
  func flat(gray: UInt8) {
    let image = [UInt8](repeating: gray, count: 784)
    #expect(Augmentation().apply(.init(isCropped: true, degrees: 0), to: image) == image)
  }

  @Test("One image in ten is cut, and angles spread evenly over ±15 degrees")
  func statistics() {
    let changes = (0..<60_000).map { Augmentation.change(seed: 1, epoch: 3, index: $0) }
    let crops = changes.filter(\.isCropped).count
    #expect(abs(crops - 6_000) < 300)
    var cells = [Double](repeating: 0, count: 30)
    for change in changes { cells[Int((change.degrees + 15).rounded(.down))] += 1 }
    let chi = cells.reduce(0) { $0 + pow($1 - 2_000, 2) / 2_000 }
    #expect(chi < 70, "χ² is \(chi)")
    #expect(Augmentation.change(seed: 1, epoch: 4, index: 0) != changes[0])
    #expect(Augmentation.change(seed: 2, epoch: 3, index: 0) != changes[0])
  }

  @Test("Training and test images are brought to numbers by the article's two pairs of constants")
  func normalization() {
    let single = { (gray: Float, mean: Float, deviation: Float) in (gray / 255 - mean) / deviation }
    #expect(Normalization.training.table[0] == single(0, 0.1307, 0.3081))
    #expect(Normalization.training.table[255] == single(255, 0.1307, 0.3081))
    #expect(Normalization.test.table[0] == single(0, 0.1325, 0.3104))
    #expect(Normalization.test.table[128] == single(128, 0.1325, 0.3104))
  }
}
