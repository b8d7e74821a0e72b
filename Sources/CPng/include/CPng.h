/// libpng behind functions that Swift can call: libpng reports errors by longjmp, which Swift
/// cannot import.
#ifndef GRADBOOK_CPNG_H
#define GRADBOOK_CPNG_H

#include <stddef.h>
#include <stdint.h>

/// The image to encode and what is written about it.
typedef struct {
  /// Opaque pixels 0xXXRRGGBB in the machine's byte order; the highest byte is ignored.
  const uint32_t *pixels;
  /// The distance of rows in pixels.
  size_t stride;
  uint32_t width;
  uint32_t height;
  /// Pixels per meter; 0 writes no pHYs chunk.
  uint32_t pixels_per_meter;
  /// UTF-8; NULL for none.
  const char *title;
  /// UTF-8; NULL for none.
  const char *description;
  /// zlib's compression level, 0 … 9.
  int level;
  /// By how much (of 255, in each component) a color may differ from its entry in the palette
  /// where 256 entries are not enough for exact ones; 0 keeps every color as it is.
  int tolerance;
  /// Colors that stay exact whatever the tolerance; at most 128 of them count.
  const uint32_t *exact;
  size_t exact_count;
} gradbook_png_request;

/// Encodes an image as a PNG file in memory: with a palette where 256 colors are enough, else
/// as RGB.
///
/// On success returns 1, and `*bytes` (to be released by `gradbook_png_free`) holds `*count`
/// bytes. On failure returns 0 and writes libpng's sentence to `message`.
int gradbook_png_encode(const gradbook_png_request *request, uint8_t **bytes, size_t *count,
                        char *message, size_t message_size);

/// Decodes a PNG file in memory to gray pixels, transparent ones on white.
///
/// On success returns 1, and `*pixels` (to be released by `gradbook_png_free`) holds `*width` times
/// `*height` bytes, row after row. On failure, or for more pixels than `limit`, returns 0 and writes
/// a sentence's middle to `message`.
int gradbook_png_decode_gray(const uint8_t *bytes, size_t count, size_t limit, uint8_t **pixels,
                             uint32_t *width, uint32_t *height, char *message,
                             size_t message_size);

/// Releases what these functions returned.
void gradbook_png_free(uint8_t *bytes);

/// The version of the linked libpng, such as "1.6.39".
const char *gradbook_png_version(void);

#endif
