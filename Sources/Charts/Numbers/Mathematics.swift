#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The decimal logarithm.
func logarithm10(_ value: Double) -> Double { log10(value) }

/// `base` raised to `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// A power of ten, exact where a `Double` can hold it.
func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
