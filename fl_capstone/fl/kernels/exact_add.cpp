// A vector's share in a sum of integers: see ExactSum.

#include "fl/kernels/table.hpp"

namespace fl::FL_PROCESSOR {

bool exact_add(std::size_t floats, float const* term, double weight, double scale, double limit, std::int64_t* sum) {
    bool small = true;
    std::size_t i = 0;
#if defined(__AVX512DQ__)
    constexpr std::size_t lanes = 8;
    for (; i + lanes <= floats; i += lanes) {
        auto const value = _mm512_set1_pd(weight) * _mm512_cvtps_pd(_mm256_loadu_ps(term + i));
        small = small && _mm512_cmp_pd_mask(_mm512_abs_pd(value), _mm512_set1_pd(limit), _CMP_LT_OQ) == 0xFF;
        auto const rounded = _mm512_cvtpd_epi64(value * _mm512_set1_pd(scale));
        _mm512_storeu_si512(sum + i, _mm512_add_epi64(_mm512_loadu_si512(sum + i), rounded));
    }
#endif
    for (; i < floats; ++i) {
        auto const value = weight * static_cast<double>(term[i]);
        small = small && __builtin_fabs(value) < limit;  // false for what is not a number, too
        sum[i] += small ? __builtin_llrint(value * scale) : 0;
    }
    return small;
}

}  // namespace fl::FL_PROCESSOR
