#include <dnnl.h>

// `DNNL_MEMORY_NONE` and `DNNL_ARG_*` are macros; the first is a cast, which Swift does not import.
static inline void *gradbook_dnnl_memory_none(void) { return DNNL_MEMORY_NONE; }
