#include "CPng.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------------------------------------
// Memory that the file grows in

typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} buffer;

static void append(png_structp png, png_bytep data, size_t length) {
  buffer *target = png_get_io_ptr(png);
  if (target->count + length > target->capacity) {
    size_t capacity = target->capacity ? target->capacity * 2 : 1 << 15;
    while (capacity < target->count + length) capacity *= 2;
    uint8_t *grown = realloc(target->bytes, capacity);
    if (!grown) png_error(png, "out of memory");
    target->bytes = grown;
    target->capacity = capacity;
  }
  memcpy(target->bytes + target->count, data, length);
  target->count += length;
}

static void flush(png_structp png) { (void)png; }

// ---------------------------------------------------------------------------------------------
// Palette

enum { slots = 1 << 14, most_known = slots / 2 };

/// Colors and their places in the palette; several colors may share a place.
typedef struct {
  uint32_t color[slots];
  int16_t index[slots];
  png_color entries[256];
  int count;
  int known;
} palette;

static int is_close(png_color entry, uint32_t color, int tolerance) {
  return abs(entry.red - (int)(color >> 16 & 255)) <= tolerance &&
         abs(entry.green - (int)(color >> 8 & 255)) <= tolerance &&
         abs(entry.blue - (int)(color & 255)) <= tolerance;
}

/// The place of a color in the palette, where it is entered if no entry is close enough; -1 when
/// the palette is full.
static int look_up(palette *map, uint32_t color, int tolerance) {
  uint32_t slot = (color * 2654435761u) >> 18;
  while (map->index[slot] >= 0) {
    if (map->color[slot] == color) return map->index[slot];
    slot = (slot + 1) & (slots - 1);
  }
  if (map->known == most_known) return -1;
  int place = -1;
  for (int index = 0; tolerance > 0 && index < map->count && place < 0; index++)
    if (is_close(map->entries[index], color, tolerance)) place = index;
  if (place < 0) {
    if (map->count == 256) return -1;
    png_color entry = {(png_byte)(color >> 16), (png_byte)(color >> 8), (png_byte)color};
    place = map->count++;
    map->entries[place] = entry;
  }
  map->color[slot] = color;
  map->index[slot] = (int16_t)place;
  map->known++;
  return place;
}

/// Translates the pixels to places in the palette, one byte each; returns 0 if there are too many
/// colors.
static int translate(const gradbook_png_request *request, palette *map, int tolerance,
                     uint8_t *indices) {
  memset(map->index, -1, sizeof map->index);
  map->count = 0;
  map->known = 0;
  for (size_t index = 0; index < request->exact_count && index < 128; index++)
    look_up(map, request->exact[index] & 0xFFFFFF, 0);
  uint32_t last = ~0u;
  int last_index = 0;
  for (uint32_t y = 0; y < request->height; y++) {
    const uint32_t *row = request->pixels + (size_t)y * request->stride;
    // Rows that repeat are many in charts.
    if (y > 0 && memcmp(row, row - request->stride, request->width * sizeof *row) == 0) {
      memcpy(indices, indices - request->width, request->width);
      indices += request->width;
      continue;
    }
    for (uint32_t x = 0; x < request->width; x++) {
      uint32_t color = row[x] & 0xFFFFFF;
      if (color != last) {
        last_index = look_up(map, color, tolerance);
        if (last_index < 0) return 0;
        last = color;
      }
      *indices++ = (uint8_t)last_index;
    }
  }
  return 1;
}

// ---------------------------------------------------------------------------------------------
// Encoding

static int is_ascii(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text > 126 || (unsigned char)*text < 32) return 0;
  return 1;
}

static void write_text(png_structp png, png_infop info, const char *key, const char *text) {
  if (!text) return;
  png_text chunk = {0};
  chunk.key = (png_charp)key;
  chunk.text = (png_charp)text;
  if (is_ascii(text)) {
    chunk.compression = PNG_TEXT_COMPRESSION_NONE;
    chunk.text_length = strlen(text);
  } else {
    // tEXt holds Latin-1 only; iTXt is its form for UTF-8.
    chunk.compression = PNG_ITXT_COMPRESSION_NONE;
    chunk.itxt_length = strlen(text);
    chunk.lang = (png_charp) "en";
    chunk.lang_key = (png_charp) "";
  }
  png_set_text(png, info, &chunk, 1);
}

typedef struct {
  char *message;
  size_t size;
} complaint;

static void failed(png_structp png, png_const_charp text) {
  complaint *target = png_get_error_ptr(png);
  snprintf(target->message, target->size, "%s", text);
  png_longjmp(png, 1);
}

static void warned(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static int bit_depth(int colors) {
  return colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8;
}

static void write_image(png_structp png, png_infop info, const gradbook_png_request *request,
                          const palette *map, const uint8_t *indices, uint8_t *row) {
  int depth = indices ? bit_depth(map->count) : 8;
  png_set_IHDR(png, info, request->width, request->height, depth,
               indices ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (indices) png_set_PLTE(png, info, map->entries, map->count);
  if (request->pixels_per_meter)
    png_set_pHYs(png, info, request->pixels_per_meter, request->pixels_per_meter,
                 PNG_RESOLUTION_METER);
  write_text(png, info, "Title", request->title);
  write_text(png, info, "Description", request->description);
  png_set_compression_level(png, request->level);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, indices ? PNG_FILTER_NONE : PNG_FILTER_UP);
  png_write_info(png, info);
  if (indices) {
    png_set_packing(png);
    for (uint32_t y = 0; y < request->height; y++)
      png_write_row(png, indices + (size_t)y * request->width);
  } else {
    for (uint32_t y = 0; y < request->height; y++) {
      const uint32_t *source = request->pixels + (size_t)y * request->stride;
      uint8_t *target = row;
      for (uint32_t x = 0; x < request->width; x++) {
        *target++ = (uint8_t)(source[x] >> 16);
        *target++ = (uint8_t)(source[x] >> 8);
        *target++ = (uint8_t)source[x];
      }
      png_write_row(png, row);
    }
  }
  png_write_end(png, info);
}

int gradbook_png_encode(const gradbook_png_request *request, uint8_t **bytes, size_t *count,
                        char *message, size_t message_size) {
  complaint target = {message, message_size};
  snprintf(message, message_size, "%s", "out of memory");
  buffer file = {0};
  palette *map = malloc(sizeof *map);
  uint8_t *indices = malloc((size_t)request->width * request->height);
  uint8_t *row = malloc((size_t)request->width * 3);
  png_structp png = NULL;
  png_infop info = NULL;
  volatile int done = 0;
  if (map && indices && row) {
    const uint8_t *image = NULL;
    for (int tolerance = 0; tolerance <= request->tolerance && !image;
         tolerance = tolerance ? tolerance * 2 : 2)
      if (translate(request, map, tolerance, indices)) image = indices;
    png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &target, failed, warned);
    info = png ? png_create_info_struct(png) : NULL;
    if (info && setjmp(png_jmpbuf(png)) == 0) {
      png_set_write_fn(png, &file, append, flush);
      write_image(png, info, request, map, image, row);
      done = 1;
    }
  }
  if (png) png_destroy_write_struct(&png, &info);
  free(row);
  free(indices);
  free(map);
  if (!done) {
    free(file.bytes);
    return 0;
  }
  *bytes = file.bytes;
  *count = file.count;
  return 1;
}

void gradbook_png_free(uint8_t *bytes) { free(bytes); }

const char *gradbook_png_version(void) { return png_get_libpng_ver(NULL); }

// ---------------------------------------------------------------------------------------------
// Decoding

int gradbook_png_decode_gray(const uint8_t *bytes, size_t count, size_t limit, uint8_t **pixels,
                             uint32_t *width, uint32_t *height, char *message,
                             size_t message_size) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  *pixels = NULL;
  if (!png_image_begin_read_from_memory(&image, bytes, count)) {
    snprintf(message, message_size, "%s", image.message);
    return 0;
  }
  if ((size_t)image.width * image.height > limit) {
    snprintf(message, message_size, "it has %u × %u pixels", image.width, image.height);
    png_image_free(&image);
    return 0;
  }
  image.format = PNG_FORMAT_GRAY;
  uint8_t *target = malloc(PNG_IMAGE_SIZE(image));
  png_color white = {255, 255, 255};
  if (!target || !png_image_finish_read(&image, &white, target, 0, NULL)) {
    snprintf(message, message_size, "%s", target ? image.message : "out of memory");
    free(target);
    png_image_free(&image);
    return 0;
  }
  *pixels = target;
  *width = image.width;
  *height = image.height;
  return 1;
}
