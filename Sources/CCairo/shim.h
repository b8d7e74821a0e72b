#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H

/// `FT_LOAD_NO_SCALE` is a macro round a cast of a shift, which Swift does not import.
static const FT_Int32 gradbook_ft_load_no_scale = FT_LOAD_NO_SCALE;
