/// libpng behind functions that Swift can call: libpng reports errors by longjmp, which Swift
/// cannot import.
#ifndef GRADBOOK_CPNG_H
#define GRADBOOK_CPNG_H

#endif
