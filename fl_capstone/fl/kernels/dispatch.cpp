#include "fl/kernels/dispatch.hpp"

namespace fl {

namespace any {
extern Kernels const table;
}
#if defined(__x86_64__)
namespace v3 {
extern Kernels const table;
}
namespace v4 {
extern Kernels const table;
}
#endif

std::span<Kernels const* const> runnable_kernels() {
    static constexpr Kernels const* all[] = {
#if defined(__x86_64__)
        &v4::table, &v3::table,
#endif
        &any::table};
    static std::span<Kernels const* const> const runnable = [] {
        std::size_t better = 0;
#if defined(__x86_64__)
        better = __builtin_cpu_supports("x86-64-v4") ? 0 : __builtin_cpu_supports("x86-64-v3") ? 1 : 2;
#endif
        return std::span{all}.subspan(better);
    }();
    return runnable;
}

}  // namespace fl
