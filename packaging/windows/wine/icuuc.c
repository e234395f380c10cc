/* The twenty converter functions of Windows' own ICU that Qt6Core imports. Wine has no icuuc.dll.

   Test scaffolding: compiled into the Wine prefix and never part of an installer; check_bundle.py
   refuses a bundle that holds it. Every converter is refused as unsupported, and Qt then uses its own
   codecs, which cover UTF-8, UTF-16, UTF-32 and Latin-1. */

#include <stdint.h>

#define UNSUPPORTED 16 /* U_UNSUPPORTED_ERROR */
#define EXPORT __declspec(dllexport)

typedef int32_t Error;

static void refuse(Error *error) {
    if (error && *error <= 0) /* an earlier failure stands */
        *error = UNSUPPORTED;
}

EXPORT void *ucnv_open(const char *name, Error *error) { refuse(error); return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT int8_t ucnv_getMaxCharSize(const void *converter) { return 1; }

EXPORT int32_t ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int32_t which) { return 0; }
EXPORT const char *ucnv_getName(const void *converter, Error *error) { refuse(error); return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, Error *error) { refuse(error); return 0; }

EXPORT int32_t ucnv_fromUCountPending(const void *converter, Error *error) { return 0; }
EXPORT int32_t ucnv_toUCountPending(const void *converter, Error *error) { return 0; }
EXPORT void ucnv_fromUnicode(void *converter, char **to, const char *to_end, const uint16_t **from,
                             const uint16_t *from_end, int32_t *offsets, int8_t flush, Error *error) { refuse(error); }
EXPORT void ucnv_toUnicode(void *converter, uint16_t **to, const uint16_t *to_end, const char **from,
                           const char *from_end, int32_t *offsets, int8_t flush, Error *error) { refuse(error); }

EXPORT void ucnv_getFromUCallBack(const void *converter, void **action, const void **context) {}
EXPORT void ucnv_getToUCallBack(const void *converter, void **action, const void **context) {}
EXPORT void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void **old,
                                  const void **old_context, Error *error) {}
EXPORT void ucnv_setToUCallBack(void *converter, void *action, const void *context, void **old,
                                const void **old_context, Error *error) {}

/* Only ever named as values for the four above, which ignore them. */
EXPORT void ucnv_cbFromUWriteUChars(void *args, const uint16_t **from, const uint16_t *from_end, int32_t offset,
                                    Error *error) { refuse(error); }
EXPORT void ucnv_cbToUWriteUChars(void *args, const uint16_t *from, int32_t length, int32_t offset, Error *error) {
    refuse(error);
}
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(const void *context, void *args, const uint16_t *units, int32_t length,
                                            int32_t point, int32_t reason, Error *error) { refuse(error); }
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(const void *context, void *args, const char *units, int32_t length,
                                          int32_t reason, Error *error) { refuse(error); }
