#include <dnnl.h>
#include <dnnl_debug.h>
#include <stdlib.h>

// What version 2 of oneDNN (Debian 12) and version 3 do differently, under one name each, and what
// Swift cannot import. Everything else is called directly.

// MARK: Layouts: a value in version 2, a handle in version 3. Here a handle in both.

#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t gradbook_layout_t;
#else
typedef dnnl_memory_desc_t *gradbook_layout_t;
#endif

/// Describes single-precision numbers of some extents in a layout that oneDNN names.
static inline dnnl_status_t gradbook_layout_create(
    gradbook_layout_t *layout, int count, const dnnl_dim_t *extents, dnnl_format_tag_t tag) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_memory_desc_create_with_tag(layout, count, extents, dnnl_f32, tag);
#else
  *layout = malloc(sizeof(**layout));
  if (*layout == NULL) return dnnl_out_of_memory;
  dnnl_status_t status = dnnl_memory_desc_init_by_tag(*layout, count, extents, dnnl_f32, tag);
  if (status != dnnl_success) free(*layout);
  return status;
#endif
}

static inline void gradbook_layout_destroy(gradbook_layout_t layout) {
#if DNNL_VERSION_MAJOR >= 3
  dnnl_memory_desc_destroy(layout);
#else
  free(layout);
#endif
}

/// A view of memory that is to be pointed somewhere later. `DNNL_MEMORY_NONE` is a cast, which Swift
/// does not import.
static inline dnnl_status_t gradbook_memory_create(
    dnnl_memory_t *memory, gradbook_layout_t layout, dnnl_engine_t engine) {
  return dnnl_memory_create(memory, layout, engine, DNNL_MEMORY_NONE);
}

/// Bytes of scratch memory that an operation wants from its caller.
static inline size_t gradbook_scratch_size(const_dnnl_primitive_desc_t operation) {
  return dnnl_memory_desc_get_size(
      dnnl_primitive_desc_query_md(operation, dnnl_query_scratchpad_md, 0));
}

/// A view of that scratch memory.
static inline dnnl_status_t gradbook_scratch_create(
    dnnl_memory_t *memory, const_dnnl_primitive_desc_t operation, dnnl_engine_t engine) {
  return dnnl_memory_create(
      memory, dnnl_primitive_desc_query_md(operation, dnnl_query_scratchpad_md, 0), engine,
      DNNL_MEMORY_NONE);
}

// MARK: Convolutions: version 2 describes an operation first, version 3 does it in one call.

static const dnnl_dim_t gradbook_ones[2] = {1, 1};
static const dnnl_dim_t gradbook_zeros[2] = {0, 0};

/// A convolution with bias, stride 1 and no padding, in training.
static inline dnnl_status_t gradbook_forward_create(
    dnnl_primitive_desc_t *operation, dnnl_engine_t engine, gradbook_layout_t source,
    gradbook_layout_t weights, gradbook_layout_t bias, gradbook_layout_t destination,
    const_dnnl_primitive_attr_t attributes) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_convolution_forward_primitive_desc_create(
      operation, engine, dnnl_forward_training, dnnl_convolution_direct, source, weights, bias,
      destination, gradbook_ones, gradbook_zeros, gradbook_zeros, gradbook_zeros, attributes);
#else
  dnnl_convolution_desc_t description;
  dnnl_status_t status = dnnl_convolution_forward_desc_init(
      &description, dnnl_forward_training, dnnl_convolution_direct, source, weights, bias,
      destination, gradbook_ones, gradbook_zeros, gradbook_zeros);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(operation, &description, attributes, engine, NULL);
#endif
}

/// The gradient of that convolution with respect to its weights.
static inline dnnl_status_t gradbook_weight_gradient_create(
    dnnl_primitive_desc_t *operation, dnnl_engine_t engine, gradbook_layout_t source,
    gradbook_layout_t weights, gradbook_layout_t destination, const_dnnl_primitive_desc_t forward,
    const_dnnl_primitive_attr_t attributes) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_convolution_backward_weights_primitive_desc_create(
      operation, engine, dnnl_convolution_direct, source, weights, NULL, destination,
      gradbook_ones, gradbook_zeros, gradbook_zeros, gradbook_zeros, forward, attributes);
#else
  dnnl_convolution_desc_t description;
  dnnl_status_t status = dnnl_convolution_backward_weights_desc_init(
      &description, dnnl_convolution_direct, source, weights, NULL, destination, gradbook_ones,
      gradbook_zeros, gradbook_zeros);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(operation, &description, attributes, engine, forward);
#endif
}

/// The gradient of that convolution with respect to its source.
static inline dnnl_status_t gradbook_data_gradient_create(
    dnnl_primitive_desc_t *operation, dnnl_engine_t engine, gradbook_layout_t source,
    gradbook_layout_t weights, gradbook_layout_t destination, const_dnnl_primitive_desc_t forward,
    const_dnnl_primitive_attr_t attributes) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_convolution_backward_data_primitive_desc_create(
      operation, engine, dnnl_convolution_direct, source, weights, destination, gradbook_ones,
      gradbook_zeros, gradbook_zeros, gradbook_zeros, forward, attributes);
#else
  dnnl_convolution_desc_t description;
  dnnl_status_t status = dnnl_convolution_backward_data_desc_init(
      &description, dnnl_convolution_direct, source, weights, destination, gradbook_ones,
      gradbook_zeros, gradbook_zeros);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(operation, &description, attributes, engine, forward);
#endif
}

/// Replaces what an operation gives by its positive part.
static inline dnnl_status_t gradbook_append_relu(dnnl_post_ops_t operations) {
#if DNNL_VERSION_MAJOR >= 3
  return dnnl_post_ops_append_eltwise(operations, dnnl_eltwise_relu, 0, 0);
#else
  return dnnl_post_ops_append_eltwise(operations, 1, dnnl_eltwise_relu, 0, 0);
#endif
}
