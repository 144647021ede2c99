// A machine whose kernel does not let programs set the fs base: preloaded.
#include <dlfcn.h>
#include <elf.h>

extern "C" unsigned long getauxval(unsigned long what) {
    using Function = unsigned long(unsigned long);
    if (what == AT_HWCAP2) return 0;
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, "getauxval"))(what);
}
