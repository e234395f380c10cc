/* The one function of Windows' bcryptprimitives.dll that Rust's standard library calls, for Wine 8, which
   has no such file. Test scaffolding like icuuc.c: never part of an installer. */

#include <stddef.h>

#define EXPORT __declspec(dllexport)

/* RtlGenRandom, by the name that advapi32 exports it under. */
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *bytes, unsigned long count);

EXPORT int __stdcall ProcessPrng(unsigned char *bytes, size_t count) {
    const size_t most = 1u << 30;
    while (count) {
        size_t part = count < most ? count : most;
        if (!SystemFunction036(bytes, (unsigned long)part))
            return 0;
        bytes += part;
        count -= part;
    }
    return 1;
}
