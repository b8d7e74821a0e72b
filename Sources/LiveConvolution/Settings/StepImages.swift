import ConvNet
import SeededRandom

/// The images of the batch: a bright bar for each class, at an angle of its own, on a dim noise.
///
/// The noise keeps neighboring sums apart, so that no max pool has to choose between equal numbers.
struct StepImages {
  /// The pixels `[N, H, W]`, whole numbers from 0 to 255.
  let pixels: [Double]
  /// The classes `[N]`, from 0.
  let labels: [Double]

  /// Draws the images of a batch.
  ///
  /// - Parameter settings: The number of images, their size, the classes and the seed.
  init(_ settings: ConvolutionSettings) {
    let architecture = settings.architecture
    let classes = architecture.classCount
    var pixels: [Double] = []
    for image in 0..<settings.batch {
      var generator = SeededGenerator(seed: settings.seed, purpose: .drawing, index: image)
      let angle = Double.pi * Double(image % classes) / Double(classes)
      let (cosine, sine) = portableCosineAndSine(angle)
      let shift = generator.uniform(in: -0.5...0.5)
      for row in 0..<architecture.height {
        for column in 0..<architecture.width {
          let x = Double(column) - Double(architecture.width - 1) / 2
          let y = Double(row) - Double(architecture.height - 1) / 2
          // The distance from a line through the middle, in pixels.
          let distance = (x * cosine + y * sine + shift).magnitude
          let bar = max(0, 1.6 - distance) / 1.6
          let noise = generator.uniform(in: 0...48)
          pixels.append(min(255, (200 * bar + noise).rounded()))
        }
      }
    }
    self.pixels = pixels
    labels = (0..<settings.batch).map { Double($0 % classes) }
  }
}
