#pragma once
/// For functions that take the place of the C library's.

#include <dlfcn.h>

#include <cstdint>

/// Marks a function that the program under test calls.
#define HB_INTERPOSED extern "C" __attribute__((visibility("default")))

/// Where the function that uses it was called from.
#define HB_CALLER reinterpret_cast<std::uintptr_t>(__builtin_return_address(0))

namespace hb::explore {

/// The function that would be called without the runtime. Looked up when it is called first, so that it can be used
/// before constructors ran. Used as a global constant.
template <typename Signature>
class Real;

template <typename Result, typename... Arguments>
class Real<Result(Arguments...)> {
public:
    explicit constexpr Real(char const* name) : name_{name} {}

    Result operator()(Arguments... arguments) {
        if (!function_) function_ = reinterpret_cast<Result (*)(Arguments...)>(dlsym(RTLD_NEXT, name_));
        return function_(arguments...);
    }

private:
    char const* name_;
    Result (*function_)(Arguments...) = nullptr;
};

}  // namespace hb::explore
